/**
 * All that views write themselves, besides data and labels. It is in one place because the fonts are cut to the
 * characters that may be printed.
 */
export const WORDS = {
  ofYear: '年度',
  budget: '预算',
  project: '项目',
  volumeOfYear: '年部门预算绩效目标汇编',
  departments: ' 个部门，',
  forms: ' 张表，',
  projects: ' 个项目，',
  total: '预算合计 ',
  amount: ' 万元',
  blank: '　',
  figures: '0123456789.-',
} as const;
