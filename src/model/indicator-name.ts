/** The noun of an indicator name that says how it is measured: 培训人数 → 人数. 效率 is none, 质量 is none. */
const MEASURE = /(?:人次数?|[人次户个件份期处栋篇场项家起套座册]数|场次|数量|数|(?<!质|力|能|容)量|(?<!效)率|次|面积|里程|长度|金额|额|占比|比例|比重|成效|效果|时间|时限|周期)$/;

/** The noun by which a name is measured, or `''`. */
export function measureOf(name: string): string {
  return MEASURE.exec(name)?.[0] ?? '';
}

/** A name without the noun by which it is measured: 化粪池清掏次数 → 化粪池清掏. */
export function topicOf(name: string): string {
  return name.slice(0, name.length - measureOf(name).length);
}

/** A text without blanks and punctuation, for comparing. */
export function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}
