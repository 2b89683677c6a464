import { wordsIn } from '../../model/characters.js';
import { lettersOf, topicOf } from '../../model/indicator-name.js';

/** Words that say nothing of what an indicator is about. */
const EMPTY = new Set(
  ('工作 开展 完成 服务 提升 提高 改善 优化 增强 加强 推进 维持 解决 有效 良好 情况 项目 成效 效果 参与 进行 相关 各类 全年 ' +
    '年度 辖区 全区 全县 全市 居民 群众 人员 对象 组织 落实 实施 及时 资金 补助 奖补 下达 兑付 计划 投资 成本 超支 质量 工程 按期 ' +
    '发放 补贴 支付 举办 活动 重点 次数 人数 数量 个数 任务 时间 场次 户数 面积 金额 人次 里程 长度 效率 单位 部门 达到 保持 以上 满意 ' +
    '受益 惠及 延迟 逾期 同比 环比 下降 降低 降幅 增幅 增长 相关 其他 主要 本地 街道 社区 建设 管理').split(' '));

/** The letters of a name that are read; no form has room for more. */
const LONGEST = 100;

/** Returns the action in the name of an indicator: 支付及时率 → 支付. */
export function actionOf(name: string): string {
  return topicOf(name).replace(/(?:及时|完成)$/, '');
}

/**
 * Returns the words of a short text that say what it is about: those of the dictionary of ICU, and what it leaves in
 * single characters (清|掏) as pairs of neighbours. Words that hold of any indicator are left out.
 */
export function nounsOf(text: string): string[] {
  const nouns = new Set<string>();
  let before = '';
  for (const { segment } of wordsIn(text.slice(0, LONGEST))) {
    const isHan = /^\p{Script=Han}+$/u.test(segment);
    if (isHan && segment.length > 1) nouns.add(segment);
    const isSingle = isHan && segment.length === 1;
    if (isSingle && before) nouns.add(before + segment);
    before = isSingle ? segment : '';
  }
  return [...nouns].filter(noun => !EMPTY.has(noun));
}

/** 及时, 普及, 和谐, 参与 … are words of their own. */
const JOINT = /以及|(?<![普涉以波顾触提惠危遍])及(?![时格早其物]|以[上下内外])|(?<![总饱缓温共平柔亲随中附])和(?![谐平解睦顺缓尚美])|(?<![参给赋授干])与(?![会否])|[、，；,;]/gu;

/** Returns true for a text that is one word of the dictionary: 文化 is, 重点街道 is not. */
export function isOneWord(text: string): boolean {
  return wordsIn(text).length === 1;
}

/** Nouns of people and bodies: those to whom one action is done, or who do it together. */
const WHO = '(?:人|人员|党员|团员|职员|队员|学员|会员|官员|护理员|监管员|协管员|押运员|派警员|接警员|网格员|者|教师|医师|律师|技师|学生|医生|考生|' +
  '师生|新生|毕业生|大学生|家长|园长|校长|所长|站长|院长|居民|村民|农民|市民|牧民|渔民|户|职工|员工|民工|社工|义工|护工|干部|军人|家属|家庭|儿童|妇女|' +
  '群众|对象|群体|青年|青少年|老年|老人|高龄|失能|护士|单位|企业|个体户|商户|学校|医院|社区|机关|机构|镇街|街道|乡镇|小区|部门|团队|组织|' +
  '社会公众|公众|患者|代表|委员)';
const ENDS_WITH_WHO = new RegExp(`${WHO}$`, 'u');
const BEGINS_WITH_WHO = new RegExp(`^\\p{Script=Han}{0,6}?${WHO}\\p{Script=Han}{2,}`, 'u');

/**
 * Returns the place at which a name joins two things: 宣传及培训次数. The recipients of one action are not two things:
 * 教师和学生体检人次.
 *
 * @param fixed terms of which a joint is a part: 人力资源和社会保障
 */
export function jointOf(name: string, fixed: readonly string[]): { from: number; to: number } | undefined {
  const hidden = (part: string): string => '　'.repeat(part.length);
  const bare = fixed.reduce((text, term) => text.replaceAll(term, hidden(term)), name.replace(/[（(][^（()）]*[）)]|“[^“”]*”/g, hidden));
  for (const { index, 0: joint } of bare.matchAll(JOINT)) {
    const to = index + joint.length;
    if (!index || (ENDS_WITH_WHO.test(name.slice(0, index)) && BEGINS_WITH_WHO.test(name.slice(to)))) continue;
    return { from: index, to };
  }
  return undefined;
}

/** The things that a name joins, or the name itself. */
export function partsOf(name: string, fixed: readonly string[]): string[] {
  const joint = jointOf(name, fixed);
  return joint ? [name.slice(0, joint.from), ...partsOf(name.slice(joint.to), fixed)] : [name];
}

/** A text in which names are looked for. */
export interface Mentioned {
  letters: ReadonlySet<string>;
  pairs: ReadonlySet<string>;
}

/** Returns the characters and pairs of neighbours of a text; they are computed once for all names. */
export function mentionedIn(text: string): Mentioned {
  const characters = [...text];
  return { letters: new Set(characters), pairs: new Set(characters.slice(1).map((letter, index) => (characters[index] ?? '') + letter)) };
}

/** Returns true if a text has a noun: all its pairs of characters. */
export function hasNoun({ pairs }: Mentioned, noun: string): boolean {
  const characters = [...noun];
  return characters.slice(1).every((letter, index) => pairs.has((characters[index] ?? '') + letter));
}

/** Returns true if a text has one of the nouns of a name, or half of its characters. */
export function mentions(text: Mentioned, name: string): boolean {
  const topic = lettersOf(topicOf(name));
  const nouns = nounsOf(topic);
  if (!nouns.length || nouns.some(noun => hasNoun(text, noun))) return true;
  const letters = [...new Set(nouns.join(''))];
  return letters.filter(letter => text.letters.has(letter)).length * 2 >= letters.length;
}
