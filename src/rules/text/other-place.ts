import { nameOfDepartment } from '../../model/form.js';
import { defineRule } from '../rule.js';
import { purposesOf, rowNamesOf } from '../reading/fields.js';
import { wordsIn } from '../../model/characters.js';
import { isOneWord } from '../reading/words.js';

/** Places that a department of their kind is named after: 沙坪坝街道, 歌乐山镇. */
const KINDS = ['街道', '镇', '乡'] as const;
const NAME = /(\p{Script=Han}{2,4}?)(街道|镇|乡)(?!街|镇|村|道|乡|愁|土|域|企|城|贤|民|亲)/gu;
/** Matches words before 街道 or 镇 that are not its name. */
const NO_NAME = /(?:[各全本我该所在由对为向与和及其等的个]|重点|城市|街道|乡|镇|辖区|相关|其他|有关|部分|试点|主要|有关|沿线|中心|特色|小城|美丽|文明|示范|历史|文化|村|建制|背街|支持|保障|指导|推进|组织|服务|提升|打造|加强|开展|管理|基层|农村|社区|区|县|市|属|辖|名|强|大|小|老|新型|城)$/u;
/** The last characters of names of places. */
const ENDS_PLACE = /[口桥湾坝坡山河江湖门沟岭岩寺庙井路堡场塘田园林滩洲关台嘴碑石坪溪沱梁峡港岛浦泉川州屯庄集营店铺]/u;

export default defineRule({
  id: 'other-place',
  title: '写了别的街道、镇乡',
  needs: [],
  roles: ['department', 'project'],
  rank: '应改',
  why: '这张表里出现别的街道或镇乡的名称，多半是从那里的表抄来忘了改。请核对后改成本单位的。',
  *check(form, department) {
    const own = `${nameOfDepartment(department)} ${department.name}`;
    const kind = KINDS.find(word => own.includes(word));
    if (!kind) return;
    const name = form.data.name === undefined ? [] : [{ at: '/name', text: form.data.name }];
    const unit = form.data.department === undefined ? [] : [{ at: '/department', text: form.data.department }];
    for (const { at, text } of [...unit, ...name, ...purposesOf(form), ...rowNamesOf(form)]) {
      for (const { index, 0: all, 1: before = '', 2: word } of text.matchAll(NAME)) {
        const place = nameBefore(before);
        // The folder says whose form it is; the form may be copied.
        const known = at === '/department' ? department.name : own;
        if (word !== kind || !place || !known.includes(word)) continue;
        // 区歌乐山镇 ends with the own name.
        if ([0, 1, 2].some(start => place.length - start >= 2 && known.includes(place.slice(start) + kind))) continue;
        yield {
          at,
          within: [index + all.length - word.length - place.length, index + all.length],
          message: `写的是“${place}${word}”，而这张表是“${nameOfDepartment(department)}”的`,
          hint: '核对是不是从别处抄来的；是本单位的事，改成本单位',
        };
      }
    }
  },
});

/** Returns the name of a place at the end of a text: what the dictionary does not know as a word. */
function nameBefore(text: string): string | undefined {
  if (NO_NAME.test(text)) return undefined;
  const words = wordsIn(text).map(({ segment }) => segment);
  const singles = [];
  while (words.length && (words.at(-1) ?? '').length === 1) singles.unshift(words.pop() ?? '');
  // 磁器|口: a word and what a place ends with.
  if (singles.length === 1 && ENDS_PLACE.test(singles[0] ?? '')) singles.unshift(words.pop() ?? '');
  const name = singles.length ? singles.join('') : text;
  return name.length >= 2 && (singles.length > 0 || !isOneWord(name)) ? name : undefined;
}
