import alwaysTrue from './always-true.js';
import asciiPunctuation from './ascii-punctuation.js';
import badAtLeast from './bad-at-least.js';
import blanks from './blanks.js';
import brackets from './brackets.js';
import budgetProjects from './budget-projects.js';
import budgetSplit from './budget-split.js';
import classPair from './class-pair.js';
import classWords from './class-words.js';
import countTooSmall from './count-too-small.js';
import documentBrackets from './document-brackets.js';
import documentDuplicate from './document-duplicate.js';
import documentMissing from './document-missing.js';
import documentNumber from './document-number.js';
import documentOld from './document-old.js';
import documentOrder from './document-order.js';
import documentTitle from './document-title.js';
import documentUnnumbered from './document-unnumbered.js';
import duplicateName from './duplicate-name.js';
import fewIndicators from './few-indicators.js';
import figuresDiffer from './figures-differ.js';
import grade from './grade.js';
import heavyIndicator from './heavy-indicator.js';
import knownClass from './known-class.js';
import lookAlike from './look-alike.js';
import moneyAsCount from './money-as-count.js';
import numbering from './numbering.js';
import otherYear from './other-year.js';
import percentHundred from './percent-hundred.js';
import percentOver from './percent-over.js';
import printable from './printable.js';
import privateNumber from './private-number.js';
import privatePerson from './private-person.js';
import qualitative from './qualitative.js';
import rateAsCount from './rate-as-count.js';
import repeatedText from './repeated-text.js';
import requiredClass from './required-class.js';
import type { Rule } from './rule.js';
import sentenceEnd from './sentence-end.js';
import slowAtLeast from './slow-at-least.js';
import spendingAtLeast from './spending-at-least.js';
import summaryIsGoal from './summary-is-goal.js';
import titleMarks from './title-marks.js';
import totalInProse from './total-in-prose.js';
import twoInOne from './two-in-one.js';
import unitKnown from './unit-known.js';
import unitOfName from './unit-of-name.js';
import unitRepeated from './unit-repeated.js';
import unitScale from './unit-scale.js';
import unitVariants from './unit-variants.js';
import unmentioned from './unmentioned.js';
import vagueName from './vague-name.js';
import verbFirst from './verb-first.js';
import weightsSplit from './weights-split.js';
import weightsTotal from './weights-total.js';
import wrongWords from './wrong-words.js';

/** Every business rule. */
export const rules: readonly Rule[] = [
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
  sentenceEnd,
  slowAtLeast,
  spendingAtLeast,
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
];
