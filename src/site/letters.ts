/** Every letter beyond ASCII of the words of the catalogue itself: they are in the fonts of the pages. */
export const LETTERS =
  '—“”…›▲▼　、。【】〔〕一万上不个中些件位余元全共其写几出列则别到前动占及发只可号各合名含和哪图在多大字定小少年序应度张录必性成或找拼指按换据排提改效数文明是最有权条来查标档正' +
  '母每比汇没法涉清源生用的目相看示称稿筛算类紧细绩编网置能自花草行表要规计论误说读起运近还这选部都里重量钱错门问除音页项预题首﹝﹞（），：；也事值单叫同处常库归得次等过';
