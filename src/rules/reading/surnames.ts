/**
 * The surnames of nine in ten people (公安部《全国姓名报告》), without those that are rather another word in a form
 * (高龄, 方案, 安置, 党员, 农民 …); as an alternation for a pattern.
 */
export const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙朱马胡郭林何梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚',
  ...'邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文庞殷颜倪庄聂章鲁岳翟申耿关焦俞骆涂覃柴蓝辛冉',
  '欧阳', '司马', '上官', '诸葛',
].join('|');
