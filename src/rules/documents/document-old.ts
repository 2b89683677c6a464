import { defineRule } from '../rule.js';
import { citationsIn, datedNumbersIn } from '../reading/citations.js';

export default defineRule({
  id: 'document-old',
  title: '依据的文件太旧',
  needs: ['basis'],
  rank: '提示',
  why: '行政规范性文件一般有有效期，隔了多年可能已经失效或被替代（口径“依据年限”）。请核对是否仍然有效，有新文件的换成新文件。',
  *check({ data: { basis } }, { year: current, scheme: { review } }) {
    for (const { year, from, to } of [...citationsIn(basis), ...datedNumbersIn(basis)]) {
      const age = Number(current) - year;
      const isHigh = review.highAgencies.some(agency => basis.startsWith(agency, from));
      const limit = Number(review.basisYears) * (isHigh ? 2 : 1);
      if (age <= limit) continue;
      yield {
        at: '/basis',
        within: [from, to],
        message: `“${basis.slice(from, to)}”是 ${year} 年的文件，到 ${current} 年已 ${age} 年，超过 ${limit} 年`,
        hint: '核对是否仍然有效；有新文件的换成新文件',
      };
    }
  },
});
