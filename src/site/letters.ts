/** Every letter beyond ASCII of the words of the catalogue itself: they are in the fonts of the pages. */
export const LETTERS =
  '—“”…›▲▼　、。一万上不个中些件位余元全共其写几出列则别到前动占及发只可号各合名和哪图在处多大字定少年序应张录必性或找拼指换据排提改效数文明是最有权条来查标档正母每比汇没法涉清' +
  '源用的目看示称稿筛算类紧细绩编网置能自花草表要规计论说读起轻这选部都里重量钱门问除音页项预题首（），：；';
