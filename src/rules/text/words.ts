/** The noun of an indicator name that says how it is measured: 培训人数 → 人数. 效率 is none, 质量 is none. */
const MEASURE = /(?:人次数?|[人次户个件份期处栋篇场项家]数|场次|数量|数|(?<!质|力|能|容)量|(?<!效)率|次|面积|里程|长度|金额|额|占比|比例|比重|成效|效果|时间|时限|周期)$/;

/** Words that say nothing of what an indicator is about; longer ones first. */
const EMPTY =
  ('工作 开展 完成 服务 提升 提高 改善 优化 增强 加强 推进 维持 解决 有效 良好 情况 项目 成效 效果 参与 进行 相关 各类 全年 ' +
    '年度 辖区 全区 居民 群众 人员 对象 组织 落实 实施 及时 资金 补助 奖补 下达 兑付 计划 投资 成本 超支 质量 工程 按期 发放 补贴 支付 举办 活动 重点 次数 人数 数量 个数 场次 户数 面积 金额 完成率 及时率 效率 楼栋')
    .split(' ')
    .sort((a, b) => b.length - a.length);

const HAN_PAIR = /^\p{Script=Han}{2}$/u;

/** The noun by which a name is measured, or `''`. */
export function measureOf(name: string): string {
  return MEASURE.exec(name)?.[0] ?? '';
}

/** A name without the noun by which it is measured: 化粪池清掏次数 → 化粪池清掏. */
export function topicOf(name: string): string {
  return name.slice(0, name.length - measureOf(name).length);
}

/** Returns the action in the name of an indicator: 支付及时率 → 支付. */
export function actionOf(name: string): string {
  return topicOf(name).replace(/(?:及时|完成)$/, '');
}

/** 及时, 普及, 和谐, 参与 … are words of their own. */
const JOINT = /以及|(?<![普涉以波顾触提惠危遍])及(?![时格早其物]|以[上下内外])|(?<![总饱缓温共平柔亲随中附])和(?![谐平解睦顺缓尚美])|(?<![参给赋授干])与(?![会否])|[、，；,;]/u;

/** Returns the place at which a name joins two things: 宣传及培训次数. */
export function jointOf(name: string): { from: number; to: number } | undefined {
  const bare = name.replace(/[（(][^（()）]*[）)]/g, part => '　'.repeat(part.length));
  const joint = JOINT.exec(bare);
  return joint?.index ? { from: joint.index, to: joint.index + joint[0].length } : undefined;
}

/** The things that a name joins, or the name itself. */
export function partsOf(name: string): string[] {
  const joint = jointOf(name);
  return joint ? [name.slice(0, joint.from), ...partsOf(name.slice(joint.to))] : [name];
}

/** The characters of a text, and all pairs of neighbours. */
export interface Mentioned {
  letters: ReadonlySet<string>;
  pairs: ReadonlySet<string>;
}

/** Returns the characters and pairs of a text; they are computed once for all names. */
export function mentionedIn(text: string): Mentioned {
  const pairs = Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
  return { letters: new Set(text), pairs: new Set(pairs) };
}

/** Returns true if a text contains two characters in a row of a name, or half of its characters. */
export function mentions(text: Mentioned, name: string): boolean {
  const topic = EMPTY.reduce((rest, word) => rest.replaceAll(word, '，'), lettersOf(topicOf(name)));
  const pairs = Array.from({ length: Math.max(0, topic.length - 1) }, (_, index) => topic.slice(index, index + 2))
    .filter(pair => HAN_PAIR.test(pair));
  if (!pairs.length || pairs.some(pair => text.pairs.has(pair))) return true;
  const letters = [...new Set(topic.match(/\p{Script=Han}/gu))];
  return letters.filter(letter => text.letters.has(letter)).length * 2 >= letters.length;
}

/** A text without blanks and punctuation, for comparing. */
export function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}
