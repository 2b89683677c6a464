/** Replaces text in an object, or in the whole file by the name `whole`. */
export type Edit = [object: string, from: string | RegExp, to: string];

/** The name of the form XObject in the resources. */
export const FORM: Edit = ['pages', '/Font<<', '/XObject<</F @form>>/Font<<'];

/** Edits after which the file still conforms. */
export const HARMLESS: [what: string, ...edits: Edit[]][] = [
  ['kids as an array', ['h1', '/K 0', '/K[0]']],
  ['a kid of another page', ['h2', '/K 0', '/K[0<</Type/MCR/Pg @page1/MCID 6>>]'], ['parents', '@anchor]', '@anchor @h2]'],
    ['content1', /$/, '/H2 <</MCID 6>>BDC 0 0 1 1 re f EMC']],
  ['properties as attributes in XMP', ['xmp', /<pdfaid:part.*conformance>/, ''],
    ['xmp', 'pdf:Producer', 'pdfaid:part="3" pdfaid:conformance=\'A\' pdf:Producer']],
  ['dates in other zones', ['xmp', '2024-01-02T03:04:05+08:00', '2024-01-01T19:04:05Z']],
  ['no dates', ['info', /.CreationDate.*\)/, '']],
  ['a title in UTF-16', ['info', '(Title & more)', '<FEFF005400690074006C0065002000260020006D006F00720065>']],
  ['a tree with kids', ['parents', /\[0(\[.*\])1(\[.*\])2 .*\]/, '[2 @anchor]'],
    ['parents', '/Nums[2 @anchor]', '/Kids[<</Limits[0 1]/Nums[0[@h1 @th1 @th2 @th3 @td @anchor]1[@h2]]>>' +
    '<</Limits[2 2]/Nums[2 @anchor]>>]']],
  ['a named destination', ['catalog', '/Lang', '/Dests<</two[@page2/Fit]>>/Lang'], ['link', '/D[@page2/Fit]', '/D/two']],
  ['a destination by string', ['catalog', '/Names<<', '/Names<</Dests<</Names[(2)[@page2/Fit]]>>'],
    ['link', '/D[@page2/Fit]', '/D(2)']],
  ['marked content inside of tagged content', ['content2', 'BT', '/Span <</ActualText(\\(x)>>BDC BT'], ['content2', 'ET', 'ET EMC']],
  ['an artifact with properties', ['content1', '/Artifact BMC', '/Artifact <</Type/Layout /BBox[0 0 9 9]>> BDC']],
  ['literal strings with escapes', ['content2', '<0002>', '(\\000\\1\\0\\\n\\002)']],
  ['glyphs one by one', ['content2', '<0002> Tj', '[<0001>-20.5<00 02>]TJ % )\n']],
  ['an inline image', ['content1', '0 0 5', 'BI /W 1 /H 1 /CS /G /BPC 8 ID x\nEI 0 0 5']],
  ['a form as artifact', ['content1', '0 0 5', '/F Do 0 0 5'], FORM],
  ['a form with tagged content', FORM, ['content1', /^/, '/F Do '], ['form', '/BBox', '/StructParents 3/BBox'],
    ['form', /^/, '/P <</MCID 0>>BDC '], ['form', /$/, ' EMC'], ['tree', 'NextKey 3', 'NextKey 4'],
    ['parents', '2 @anchor', '2 @anchor 3[@p]'], ['p', '/K @anchor', '/K[@anchor<</Type/MCR/Pg @page1/Stm @form/MCID 0>>]']],
  ['a type mapped to a standard one', ['p', '/S/P', '/S/Text'], ['tree', '/K', '/RoleMap<</Text/Prose/Prose/P>>/K']],
  ['a cell over two columns', ['tr2', '[@th3 @td]', ' @th3'], ['th3', '/K 3', '/K[3 4]'], ['th3', '<</O', '<</ColSpan 2/O'],
    ['parents', '@td', '@th3']],
  ['headers by scope alone', ['td', /\/A<<.*?>>/, ''], ['th3', '/Headers[(a)]', '']],
];
