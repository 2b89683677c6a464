// Generated from schemas/ by `npm run types`; do not edit.
import type { Decimal, Money } from './decimal.js';

/** 口径：一个年度的口径：各地各年不同的叫法、类别和分数。每个年度文件夹一份，文件名 scheme.yaml。 */
export interface SchemeData {
  /** 版式 */
  layout: string;
  /** 标签 */
  labels: Record<string, string>;
  /** 权重合计 */
  weightTotal?: Decimal;
  /** 指标体系 */
  taxonomy?: Record<string, string[]>;
  /** 部门表用词 */
  departmentWords: Record<string, string>;
  /** 字体 */
  fonts?: {
    /** 标题 */
    title?: string;
    /** 正文 */
    body?: string;
  };
  /** 装订 */
  binding?: {
    /** 编印单位 */
    publisher?: string;
    /** 封面日期 */
    date?: string;
    /** 装订线 */
    gutter: Decimal;
    /** 印刷 */
    sides: '单面' | '双面';
  };
  /** 审核 */
  review: {
    /** 权重分配 */
    weightSplit: {
      /** 部门 */
      department: Record<string, Decimal>;
      /** 项目 */
      project: Record<string, Decimal>;
    };
    /** 单项权重上限 */
    heaviest: Decimal;
    /** 指标项数下限 */
    fewest: Decimal;
    /** 必设一级 */
    required: string[];
    /** 定性单位 */
    qualitativeUnits: string[];
    /** 定性等级 */
    grades: string[][];
    /** 应减少 */
    bad: string[];
    /** 越短越好 */
    slow: string[];
    /** 应减少除外 */
    badExceptions: string[];
    /** 可超百分百 */
    above100: string[];
    /** 收入用词 */
    income: string[];
    /** 类别用词 */
    classWords: Record<string, string[]>;
    /** 数量类别 */
    countClasses: string[];
    /** 金额类别 */
    costClasses: string[];
    /** 任务动词 */
    taskVerbs: string[];
    /** 泛称动作 */
    vagueActions: string[];
    /** 单位 */
    units: string[];
    /** 同义单位 */
    unitVariants: string[][];
    /** 名称与单位 */
    unitsOfNames: Record<string, string[]>;
    /** 依据年限 */
    basisYears: Decimal;
    /** 上级代字 */
    highAgencies: string[];
    /** 公文词尾 */
    titleEndings: string[];
    /** 应有字号 */
    numberedTitles: string[];
    /** 年度计划用词 */
    planWords: string[];
    /** 错别字 */
    wrongWords: Record<string, string>;
    /** 个人称谓 */
    personWords: string[];
    /** 应增加 */
    good: string[];
    /** 接近百分百 */
    nearHundred: string[];
    /** 满意度下限 */
    leastSatisfaction: Decimal;
    /** 应设二级 */
    secondLevels: string[];
    /** 投入用词 */
    inputs: string[];
    /** 法定缴纳 */
    legalDues: string[];
    /** 小额项目 */
    modest: Decimal;
    /** 固定说法 */
    fixedTerms: string[];
    /** 追加 */
    more: {
      /** 必设一级 */
      required?: string[];
      /** 定性单位 */
      qualitativeUnits?: string[];
      /** 定性等级 */
      grades?: string[][];
      /** 应减少 */
      bad?: string[];
      /** 应增加 */
      good?: string[];
      /** 接近百分百 */
      nearHundred?: string[];
      /** 应设二级 */
      secondLevels?: string[];
      /** 投入用词 */
      inputs?: string[];
      /** 法定缴纳 */
      legalDues?: string[];
      /** 固定说法 */
      fixedTerms?: string[];
      /** 越短越好 */
      slow?: string[];
      /** 应减少除外 */
      badExceptions?: string[];
      /** 可超百分百 */
      above100?: string[];
      /** 收入用词 */
      income?: string[];
      /** 类别用词 */
      classWords?: Record<string, string[]>;
      /** 数量类别 */
      countClasses?: string[];
      /** 金额类别 */
      costClasses?: string[];
      /** 任务动词 */
      taskVerbs?: string[];
      /** 泛称动作 */
      vagueActions?: string[];
      /** 单位 */
      units?: string[];
      /** 同义单位 */
      unitVariants?: string[][];
      /** 名称与单位 */
      unitsOfNames?: Record<string, string[]>;
      /** 上级代字 */
      highAgencies?: string[];
      /** 公文词尾 */
      titleEndings?: string[];
      /** 应有字号 */
      numberedTitles?: string[];
      /** 年度计划用词 */
      planWords?: string[];
      /** 错别字 */
      wrongWords?: Record<string, string>;
      /** 个人称谓 */
      personWords?: string[];
    };
    /** 自评 */
    self: {
      /** 未达 */
      missed: '按比例' | '不得分';
      /** 等级 */
      grades: Record<string, Decimal>;
    };
  };
  /** 公开 */
  publication: {
    /** 内部栏目 */
    internal: string[];
    /** 遮盖 */
    hidden: string[];
  };
  /** 规则 */
  rules: Record<string, {
    /** 改为 */
    level: '关闭' | '提示' | '可自动改' | '应改' | '必改' | '提醒' | '错误';
    /** 理由 */
    reason: string;
  }>;
}

/** The fields of a form, by core concept; a field that a layout lacks, or that is left empty, is not there. */
export interface FormData {
  /** 编制单位 */
  department?: string;
  /** 业务主管部门 */
  supervisor?: string;
  /** 项目名称 */
  name?: string;
  /** 项目负责人 */
  person?: string;
  /** 联系电话 */
  phone?: string | Decimal;
  /** 项目概况 */
  summary?: string;
  /** 立项依据 */
  basis?: string;
  /** 年度绩效目标 */
  goal?: string;
  /** 中期目标 */
  termGoal?: string;
  /** 预算 */
  budget?: Money;
  /** 中期资金 */
  termBudget?: Money;
  /** 绩效指标 */
  indicators?: {
    /** 一级指标 */
    level1?: string;
    /** 二级指标 */
    level2?: string;
    /** 三级指标 */
    name: string;
    /** 指标权重 */
    weight?: Decimal;
    /** 计量单位 */
    unit?: string;
    /** 指标性质 */
    operator?: string;
    /** 指标值 */
    target?: Decimal | string;
    /** 实际完成值 */
    actual?: Decimal | string;
    /** 得分 */
    score?: Decimal;
    /** 偏差原因分析及改进措施 */
    reason?: string;
  }[];
  /** 中期绩效指标 */
  termIndicators?: {
    /** 一级指标 */
    level1?: string;
    /** 二级指标 */
    level2?: string;
    /** 三级指标 */
    name: string;
    /** 指标权重 */
    weight?: Decimal;
    /** 计量单位 */
    unit?: string;
    /** 指标性质 */
    operator?: string;
    /** 指标值 */
    target?: Decimal | string;
    /** 实际完成值 */
    actual?: Decimal | string;
    /** 得分 */
    score?: Decimal;
    /** 偏差原因分析及改进措施 */
    reason?: string;
  }[];
  /** 总分 */
  score?: Decimal;
  /** 等级 */
  grade?: string;
  /** 公开 */
  public?: '是' | '否';
  /** 不公开理由 */
  privateReason?: string;
}
