import { defineRule } from './rule.js';
import { indicatorsOf } from './text/fields.js';

/** 及时, 普及, 和谐, 参与 … are words of their own. */
const JOINT = /以及|(?<![普涉以波顾触提惠危遍])及(?![时格早其物])|(?<![总饱缓温共平柔亲随中附])和(?![谐平解睦顺缓尚])|(?<![参给赋授干])与(?![会否])|[、，；,;]/u;

export default defineRule({
  id: 'two-in-one',
  title: '一项指标说了两件事',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '一项指标说两件事，一件做到一件没做到，就没法给分。请拆成两项，或只留最要紧的一件。',
  *check(form) {
    for (const { indicator: { name }, place } of indicatorsOf(form)) {
      const bare = name.replace(/[（(][^（()）]*[）)]/g, part => '　'.repeat(part.length));
      const joint = JOINT.exec(bare);
      if (!joint || joint.index === 0) continue;
      const [left, right] = [name.slice(0, joint.index), name.slice(joint.index + joint[0].length)];
      yield {
        at: place('name'),
        within: [joint.index, joint.index + joint[0].length],
        message: `“${name}”用“${joint[0]}”连了两件事`,
        hint: `拆成两项：“${left}”和“${right}”各写一个数`,
      };
    }
  },
});
