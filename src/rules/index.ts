import classPair from './classes/class-pair.js';
import classWords from './classes/class-words.js';
import knownClass from './classes/known-class.js';
import requiredClass from './classes/required-class.js';
import documentBrackets from './documents/document-brackets.js';
import documentDuplicate from './documents/document-duplicate.js';
import documentMissing from './documents/document-missing.js';
import documentNumber from './documents/document-number.js';
import documentOld from './documents/document-old.js';
import documentOrder from './documents/document-order.js';
import documentTitle from './documents/document-title.js';
import documentUnnumbered from './documents/document-unnumbered.js';
import titleMarks from './documents/title-marks.js';
import budgetProjects from './money/budget-projects.js';
import budgetSplit from './money/budget-split.js';
import spendingAtLeast from './money/spending-at-least.js';
import totalInProse from './money/total-in-prose.js';
import duplicateName from './names/duplicate-name.js';
import unmentioned from './names/unmentioned.js';
import vagueName from './names/vague-name.js';
import verbFirst from './names/verb-first.js';
import privateNumber from './privacy/private-number.js';
import privatePerson from './privacy/private-person.js';
import asciiPunctuation from './prose/ascii-punctuation.js';
import blanks from './prose/blanks.js';
import brackets from './prose/brackets.js';
import figuresDiffer from './prose/figures-differ.js';
import numbering from './prose/numbering.js';
import printable from './prose/printable.js';
import repeatedText from './prose/repeated-text.js';
import sentenceEnd from './prose/sentence-end.js';
import summaryIsGoal from './prose/summary-is-goal.js';
import wrongWords from './prose/wrong-words.js';
import executionRate from './stage/execution-rate.js';
import scoreGrade from './stage/score-grade.js';
import scoreOfIndicator from './stage/score-of-indicator.js';
import scoreTotal from './stage/score-total.js';
import stageTarget from './stage/stage-target.js';
import emptyCell from './structure/empty-cell.js';
import alwaysTrue from './targets/always-true.js';
import badAtLeast from './targets/bad-at-least.js';
import countTooSmall from './targets/count-too-small.js';
import fewIndicators from './targets/few-indicators.js';
import grade from './targets/grade.js';
import lookAlike from './targets/look-alike.js';
import moneyAsCount from './targets/money-as-count.js';
import otherYear from './targets/other-year.js';
import percentHundred from './targets/percent-hundred.js';
import percentOver from './targets/percent-over.js';
import qualitative from './targets/qualitative.js';
import rateAsCount from './targets/rate-as-count.js';
import slowAtLeast from './targets/slow-at-least.js';
import twoInOne from './targets/two-in-one.js';
import unitKnown from './units/unit-known.js';
import unitOfName from './units/unit-of-name.js';
import unitRepeated from './units/unit-repeated.js';
import unitScale from './units/unit-scale.js';
import unitVariants from './units/unit-variants.js';
import heavyIndicator from './weights/heavy-indicator.js';
import weightsSplit from './weights/weights-split.js';
import weightsTotal from './weights/weights-total.js';
import type { Rule } from './rule.js';

const all = [
  alwaysTrue,
  asciiPunctuation,
  badAtLeast,
  blanks,
  brackets,
  budgetProjects,
  budgetSplit,
  classPair,
  classWords,
  countTooSmall,
  documentBrackets,
  documentDuplicate,
  documentMissing,
  documentNumber,
  documentOld,
  documentOrder,
  documentTitle,
  documentUnnumbered,
  duplicateName,
  emptyCell,
  executionRate,
  fewIndicators,
  figuresDiffer,
  grade,
  heavyIndicator,
  knownClass,
  lookAlike,
  moneyAsCount,
  numbering,
  otherYear,
  percentHundred,
  percentOver,
  printable,
  privateNumber,
  privatePerson,
  qualitative,
  rateAsCount,
  repeatedText,
  requiredClass,
  scoreGrade,
  scoreOfIndicator,
  scoreTotal,
  sentenceEnd,
  slowAtLeast,
  spendingAtLeast,
  stageTarget,
  summaryIsGoal,
  titleMarks,
  totalInProse,
  twoInOne,
  unitKnown,
  unitOfName,
  unitRepeated,
  unitScale,
  unitVariants,
  unmentioned,
  vagueName,
  verbFirst,
  weightsSplit,
  weightsTotal,
  wrongWords,
] as const;

export type RuleId = (typeof all)[number]['id'];

/** Every business rule. */
export const rules: readonly Rule<RuleId>[] = all;

declare module '../model/code.js' {
  interface Codes {
    rule: RuleId;
  }
}
