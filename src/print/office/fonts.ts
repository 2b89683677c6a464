/** Fonts of the web by the names that Word and WPS have for fonts of their kind. */
const OFFICE_FONTS = new Map([
  ['Noto Serif SC', '宋体'], ['Source Han Serif SC', '宋体'], ['serif', '宋体'], ['SimSun', '宋体'],
  ['Noto Sans SC', '黑体'], ['Source Han Sans SC', '黑体'], ['sans-serif', '黑体'], ['SimHei', '黑体'],
  ['FangSong', '仿宋'], ['KaiTi', '楷体'], ['cursive', '楷体'], ['monospace', '宋体'],
]);

/** Returns the fonts of a text as Word knows them, the preferred one first, each once; at least one. */
export function officeFonts(families: readonly string[]): [string, ...string[]] {
  const [first = '宋体', ...others] = new Set(families.map(family => OFFICE_FONTS.get(family) ?? family));
  return [first, ...others];
}
