import type { Rank, Severity } from './rank.js';
import type { Role } from './schema.js';

/** Checks beside the rules: `[what is wrong, why and what to do]`. */
export const CHECKS = {
  'file/extension': ['扩展名不对', '只读 .yaml 文件，.yml 会被漏掉。请改名为 .yaml。'],
  'file/font': ['找不到口径里的字体', '口径指定的字体不在，印出来就不是这种字体。请把字体文件放进 templates/assets/fonts/，或在口径里删去。'],
  'file/foreign': ['不是表，不会被读取', 'data 里只读规定位置的 .yaml 文件，别的文件放在这里，容易以为已经报上去了。请改写成表，或移到 data 之外。'],
  'file/internal': ['口径里的内部栏目不对', '栏目名称写错了，这一栏就会公开出去。请照填表时的栏目名称写，或删去。'],
  'file/label': ['口径里的标签没有对应的栏目', '左边的名称写错了，印出来的叫法就没有换。请照填表时的栏目名称写，或删去。'],
  'file/layout': ['版式不存在', '口径里的版式名要和 schemas、templates 里的文件夹同名，没有它就不知道表上有哪些栏目。请改正名称，或补上这套版式。'],
  'file/link': ['是链接，不是文件', '链接可能指到别处，换一台机器就断。请放真正的文件或文件夹。'],
  'file/misplaced': ['文件放错了地方', '放错地方的文件不会被读取，表就漏掉了。请按文件夹的结构放。'],
  'file/missing': ['缺少文件', '没有口径就无法核对，没有部门表就不能印。请补上这个文件。'],
  'file/name': ['文件或文件夹的名称不能用', '看不见的字符会冒充别的文件，有的符号 Windows 存不下，太长的名称 Linux 存不下，换一台电脑就打不开。请改名。'],
  'file/recheck': ['从上年复制的，还没有核对', '复制来的年份、文号、金额和指标值是上年的，不核对就会照着报上去。请核对、改好以后，删去“请核对”这行注释。'],
  'file/rule': ['口径里的规则不存在', '规则名写错了，什么也没有改。请照抄报告里每个问题末尾的规则名。'],
  'file/same-name': ['会印成同一个文件名', '不分大小写的磁盘上，后一个会盖掉前一个；与程序自己写的文件同名也是。请给其中一个改名。'],
  'file/submodule': ['是另一个 git 仓库', '子模块里的文件不在这个仓库里，对比时读不到。请把里面的文件直接放进来。'],
  'file/unreadable': ['文件或文件夹读不了', '读不了就不知道里面有什么表，所以旧的文档都保留。请改好读取权限，或换成普通文件。'],
  'layout/page': ['版式的模板和表样定义对不上', '表上的每一栏都要印出来一次，空着也要印得出来。请对照表样定义改模板。'],
  'layout/schema': ['版式的表样定义有错', '表样定义写错了，这套版式的表都读不了。请按提示改正。'],
  'schema/decimals': ['小数位太多', '表上的数有规定的小数位数，多出来的印不下，也对不上账。请四舍五入。'],
  'schema/enum': ['写了规定以外的内容', '这一栏只能从几个词里选，写成别的就无法汇总。请从提示的词里选一个。'],
  'schema/format': ['写法不对', '这一栏有规定的写法。请按提示改。'],
  'schema/in-text': ['栏目写进了文字里', '“|”下面缩进的各行都是文字，写在里面的栏目和指标会照字印出来，不算数。请按提示移到它该在的地方，内容不用改。'],
  'schema/other': ['不符合表样定义', '表样定义对这一栏另有要求。请对照 schemas/ 里的说明改。'],
  'schema/range': ['数超出范围', '这个数太大或太小，多半是写错了。请核对。'],
  'schema/required': ['缺少栏目，或栏目是空的', '表上的必填栏目不能空着。请补上内容。'],
  'schema/too-long': ['太长', '写得太长，表上印不下。请压缩，或拆成几张表。'],
  'schema/type': ['内容的类型不对', '应是数字的写成了文字，或应是列表的写成了一段。请按提示改。'],
  'schema/unknown-field': ['不认识的栏目', '表上没有这个栏目，写了也不会印出来，多半是栏目名写错了。请改成正确的名称。'],
  'waiver/comment': ['说明写在了文字里', '“|”下面的文字全都会印出来，# 开头的说明也是。请移到栏目上面单独一行。'],
  'waiver/in-text': ['放行写在了文字里', '“|”下面的文字全都会印出来，写在里面的放行不起作用。请移到栏目名称那一行的末尾，或栏目上面单独一行。'],
  'waiver/no-reason': ['放行没有写理由', '审阅的人要知道为什么可以放行，没有理由就不算数。请在冒号后面写上理由。'],
  'waiver/unknown-rule': ['放行的规则不存在', '规则名写错了，什么也没有放行。请照抄报告里每个问题末尾的规则名。'],
  'waiver/unused': ['没有可放行的问题', '这里没有这条规则的问题，留着它会挡住以后的问题。请删去，或移到有问题的那一行。'],
  'yaml/bad-key': ['栏目名称不对', '冒号左边只能是一个栏目名称。请写成“栏目: 内容”。'],
  'yaml/conflict': ['合并的冲突没有解决', '两边改得不一样，印出来就不知道以哪边为准。请写成该有的样子，再删去 <<<<<<<、=======、>>>>>>> 这些行。'],
  'yaml/duplicate-key': ['同一个栏目写了两次', '写了两次就不知道以哪个为准；也可能是下一项少了“- ”。请核对两处，是另一项的补上“- ”。'],
  'yaml/empty': ['文件是空的', '空文件印不出表。请填上内容，或删除这个文件。'],
  'yaml/empty-block': ['“|”下面没有内容', '长文字写在“|”下面，每行缩进两格；没有缩进就不算它的内容。请补上或缩进。'],
  'yaml/encoding': ['文件不是 UTF-8 编码', '别的编码读出来是乱码。请用“另存为”，编码选 UTF-8。'],
  'yaml/escape': ['双引号里的 \\ 会改变内容', '双引号里 \\n 会变成换行、\\t 会变成制表符。请改用单引号，或写在“|”下面。'],
  'yaml/missing-dash': ['列表的一项少了“- ”', '没有“- ”，这一项就并进上一项里。请在它的第一行前面补上“- ”，内容不用删。'],
  'yaml/no-alias': ['用了 YAML 的别名', '引用别处的内容，审阅时看不出写的是什么。请把内容写全。'],
  'yaml/no-tag': ['用了 YAML 的标签', '标签会改变内容的含义。请删去 ! 开头的部分。'],
  'yaml/quoted-lines': ['引号里换了行', '引号里换行容易多出或丢掉空格。请写成“栏目: |”，下面每行缩进两格。'],
  'yaml/syntax': ['YAML 写法不对', '这样写读不出内容，常见的原因是冒号后面没有空格、缩进没有对齐、引号没有配对。请按提示改。'],
  'yaml/text-lost': ['文字会被当作注释', '空格后面的 # 和它后面的字是注释，不会印出来。请给内容加上单引号，或写在“|”下面；是注释的，# 后面空一格。'],
  'yaml/too-deep': ['嵌套太深', '表只有两三层，嵌套再深就不是表了。请对照示例重写。'],
  'yaml/too-large': ['文件太大', '一张表只有几千字，这么大的文件多半放错了内容。请一张表一个文件。'],
} as const satisfies Record<string, readonly [title: string, why: string]>;

/** The codes of checks of one family: `Suffix<'yaml'>` is what stands behind `yaml/`. */
export type Suffix<Family extends string, Id = keyof typeof CHECKS> = Id extends `${Family}/${infer Rest}` ? Rest : never;

/**
 * Every code by its origin. `rules/index.ts` adds the ids of the rules: this file knows no rule.
 *
 * @public
 */
export interface Codes {
  check: keyof typeof CHECKS;
}

/** The code of a diagnostic: one that is not documented does not compile. */
export type Code = Codes[keyof Codes];

/** The meaning of a code: a rule, or one of the checks beside the rules. */
export interface CodeEntry {
  id: Code;
  /** In a few Chinese words: what is wrong. */
  title: string;
  severity: Severity;
  rank: Rank;
  /** In Chinese: why it matters and what to do. */
  why: string;
  /** The core concepts that a rule reads; the other checks look at every file. */
  needs?: readonly string[];
  /** Set for a rule that also reads forms outside the department. */
  readsOutside?: true;
  /** The forms that a rule looks at, where it does not look at all of them. */
  roles?: readonly Role[];
}
