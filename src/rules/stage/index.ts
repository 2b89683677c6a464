export { default as executionRate } from './execution-rate.js';
export { default as scoreGrade } from './score-grade.js';
export { default as scoreOfIndicator } from './score-of-indicator.js';
export { default as scoreTotal } from './score-total.js';
export { default as stageTarget } from './stage-target.js';
