import { type Flow, quoted } from '../flow.js';
import { type Relation, relationsOf } from '../package.js';
import { childOf, elementsOf, everyElement, readTree, textOf, textsIn, type XmlElement } from '../xml.js';
import type { Zip } from '../zip.js';
import { rangeOf } from './reference.js';

/** Reports what lies over the cells of a sheet and belongs to none: comments, text boxes, pictures, objects. */
export async function reportBeside(zip: Zip, part: string, table: number, flow: Flow): Promise<void> {
  const relations = (await relationsOf(zip, part)).filter(({ target, isExternal }) => isExternal || zip.has(target));
  const read = ({ target }: Relation): Promise<XmlElement> => readTree(zip.chunks(target), target);
  const isThreaded = relations.some(({ type }) => type === 'threadedComment'); // then the old ones only say so
  for (const relation of relations) {
    const { type, target, isExternal } = relation;
    if (isExternal) {
      if (type !== 'hyperlink') flow.remark(`引用了外面的内容（${type}：${target}），没有去取`, { table });
    } else if (type === 'comments' && !isThreaded) reportComments(await read(relation), 'x:comment', 'x:t', table, flow);
    else if (type === 'threadedComment') reportComments(await read(relation), 'tc:threadedComment', 'tc:text', table, flow);
    else if (type === 'drawing') reportDrawing(await read(relation), table, flow);
    else if (type === 'oleObject' || type === 'package') flow.remark('有嵌入的对象，没有读，请对照原件', { table });
    else if (type === 'ctrlProp') flow.remark('有窗体控件（复选框、下拉框等），没有读，请对照原件', { table });
  }
}

function reportComments(root: XmlElement, name: string, text: string, table: number, flow: Flow): void {
  const authors = textsIn(root, 'x:author');
  for (const comment of everyElement(root)) {
    if (comment.name !== name) continue;
    const author = authors[Number(comment.attributes['authorId'] ?? NaN)] ?? '';
    const { row, column } = rangeOf(comment.attributes['ref'] ?? '') ?? {};
    const at = { table, ...row && { row }, ...column && { column } };
    flow.remark(`批注${author && `（${author}）`}：${textsIn(comment, text).join('').replace(/\s+/g, ' ').trim()}`, at);
  }
}

/** Rows and columns of drawings count from 0. */
function reportDrawing(root: XmlElement, table: number, flow: Flow): void {
  for (const anchor of elementsOf(root)) {
    const from = childOf(anchor, 'xdr:from');
    const place = (name: string): number => {
      const element = from && childOf(from, name);
      return element ? Number(textOf(element)) + 1 : 0;
    };
    const [row, column] = [place('xdr:row'), place('xdr:col')];
    const at = { table, ...row > 0 && { row }, ...column > 0 && { column } };
    const names = new Set([...everyElement(anchor)].map(({ name }) => name));
    const text = textsIn(anchor, 'a:t').join(' ').trim();
    if (text) flow.remark(`文本框里的文字没有算进来：${quoted(text)}`, at);
    if (names.has('xdr:pic')) flow.remark('有图片，没有读', at);
    if (names.has('xdr:graphicFrame')) flow.remark('有图表，没有读', at);
  }
}
