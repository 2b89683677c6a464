/** The objects of a PDF by name, `@name` is a reference; a stream is a dictionary without Length, and its bytes. */
export type Parts = Record<string, string | [dictionary: string, bytes: string]>;

const XMP = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdf:Producer="producer">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Title &amp; more</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>author</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>creator</xmp:CreatorTool><xmp:CreateDate>2024-01-02T03:04:05+08:00</xmp:CreateDate>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;

const tagged = (tag: string, mcid: number, glyphs: string): string =>
  `/${tag} <</MCID ${mcid}>>BDC\nBT /F1 10 Tf 1 0 0 1 20 ${180 - 20 * mcid} Tm <${glyphs}> Tj ET\nEMC\n`;

/** Returns a small PDF that conforms: a heading, a table and a link on the first page, a heading on the second. */
export function conformingParts(): Parts {
  return {
    catalog: '<</Type/Catalog/Pages @pages/Metadata @xmp/OutputIntents[@intent]/ViewerPreferences<</DisplayDocTitle true>>' +
      '/MarkInfo<</Marked true>>/Lang(en)/StructTreeRoot @tree/Outlines @outlines/AF[@spec]' +
      '/Names<</EmbeddedFiles<</Names[(a.yaml) @spec]>>>>>>',
    info: '<</Title(Title & more)/Author(author)/Creator(creator)/Producer(producer)/CreationDate(D:20240102030405+08\'00\')>>',
    xmp: ['<</Type/Metadata/Subtype/XML', Buffer.from(XMP).toString('latin1')],
    intent: '<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile @icc>>',
    icc: ['<</N 3', profile()],
    outlines: '<</Type/Outlines/First @bookmark/Last @bookmark/Count 1>>',
    bookmark: '<</Title(one)/Parent @outlines/Dest[@page1/Fit]>>',
    spec: '<</Type/Filespec/F(a.yaml)/UF(a.yaml)/Desc(source)/AFRelationship/Source/EF<</F @file>>>>',
    file: ['<</Type/EmbeddedFile/Subtype/application#2Fyaml/Params<</Size 5>>', 'a: 1\n'],
    pages: '<</Type/Pages/Kids[@page1 @page2]/Count 2/MediaBox[0 0 200 200]/Resources<</Font<</F1 @font>>>>>>',
    page1: '<</Type/Page/Parent @pages/Contents[@content1 @content1b]/StructParents 0/Tabs/S/Annots[@link]>>',
    page2: '<</Type/Page/Parent @pages/Contents @content2/StructParents 1>>',
    content1: ['<<', `/Artifact BMC\n0 0 5 5 re f\nEMC\n${tagged('H1', 0, '0001')}`],
    content1b: ['<<', [1, 2, 3, 4].map(mcid => tagged('TD', mcid, `000${1 + mcid % 2}`)).join('') + tagged('Link', 5, '0003')],
    content2: ['<<', tagged('H2', 0, '0002')],
    link: '<</Type/Annot/Subtype/Link/Rect[20 80 40 90]/F 4/Contents(to 2)/StructParent 2/Border[0 0 0]' +
      '/A<</S/GoTo/D[@page2/Fit]>>>>',
    tree: '<</Type/StructTreeRoot/K @document/ParentTree @parents/ParentTreeNextKey 3' +
      '/IDTree<</Kids[<</Limits[(a)(b)]/Names[(a) @th1 (b) @th2]>>]>>>>',
    parents: '<</Nums[0[@h1 @th1 @th2 @th3 @td @anchor]1[@h2]2 @anchor]>>',
    document: '<</S/Document/P @tree/K[@h1 @table @p @h2]>>',
    h1: '<</S/H1/P @document/Pg @page1/K 0>>',
    table: '<</S/Table/P @document/Pg @page1/K[@thead @tbody]>>',
    thead: '<</S/THead/P @table/K @tr1>>',
    tbody: '<</S/TBody/P @table/K @tr2>>',
    tr1: '<</S/TR/P @thead/Pg @page1/K[@th1 @th2]>>',
    tr2: '<</S/TR/P @tbody/Pg @page1/K[@th3 @td]>>',
    th1: '<</S/TH/P @tr1/K 1/Pg @page1/ID(a)/A<</O/Table/Scope/Column>>>>',
    th2: '<</S/TH/P @tr1/K 2/Pg @page1/ID(b)/A[<</O/Table/Scope/Column>>]>>',
    th3: '<</S/TH/P @tr2/K 3/Pg @page1/A<</O/Table/Scope/Row/Headers[(a)]>>>>',
    td: '<</S/TD/P @tr2/K<</Type/MCR/Pg @page1/MCID 4>>/A<</O/Table/Headers[(b)]>>>>',
    p: '<</S/P/P @document/K @anchor>>',
    anchor: '<</S/Link/P @p/Pg @page1/K[5<</Type/OBJR/Obj @link>>]>>',
    form: ['<</Type/XObject/Subtype/Form/BBox[0 0 9 9]', '0 0 9 9 re f'],
    h2: '<</S/H2/P @document/Pg @page2/K 0>>',
    font: '<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Small/Encoding/Identity-H/DescendantFonts[@cid]/ToUnicode @unicode>>',
    cid: '<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Small/CIDToGIDMap/Identity/FontDescriptor @descriptor' +
      '/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[1[500 600]]/DW 250>>',
    descriptor: '<</Type/FontDescriptor/FontName/ABCDEF+Small/Flags 4/FontBBox[0 0 500 500]/ItalicAngle 0/Ascent 500' +
      '/Descent 0/CapHeight 500/StemV 80/FontFile2 @program>>',
    program: [`<</Length1 ${program().length}`, program()],
    unicode: ['<<', '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n' +
    '1 begincodespacerange <0000> <FFFF> endcodespacerange\n' +
    '1 beginbfchar <0003> <0020> endbfchar 1 beginbfrange <0001> <0002> <0041> endbfrange\nendcmap end end'],
  };
}

/** Writes the objects with a cross-reference table. */
export function assemble(parts: Parts): Uint8Array {
  const names = Object.keys(parts);
  const numbered = (text: string): string => text.replace(/@(\w+)/g, (_, name: string) => `${names.indexOf(name) + 1} 0 R`);
  let text = '%PDF-1.7\n%\xE2\xE3\xCF\xD3\n';
  const offsets = Object.values(parts).map((part, i) => {
    const offset = text.length;
    const [dictionary, bytes] = typeof part === 'string' ? [part] : part;
    const body = bytes === undefined
      ? numbered(dictionary)
      : `${numbered(dictionary)}/Length ${bytes.length}>>\nstream\n${bytes}\nendstream`;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const trailer = numbered(`<</Size ${names.length + 1}/Root @catalog/Info @info/ID[<01><01>]>>`);
  text += `xref\n0 ${names.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer\n${trailer}\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** Returns bytes: each pair is a size of 1, 2 or 4 and a number, a string stands for itself. */
function pack(...fields: (string | [size: number, value: number])[]): string {
  return fields.map((field) => {
    if (typeof field === 'string') return field;
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(field[1] >>> 0);
    return bytes.toString('latin1', 4 - field[0]);
  }).join('');
}

/** Returns an ICC profile without contents. */
function profile(): string {
  const body = pack('\0\0\0\0', [4, 0x02100000], 'mntrRGB XYZ ', '\0'.repeat(12), 'acsp', '\0'.repeat(88),
    [4, 1], 'cprt', [4, 144], [4, 12], 'text\0\0\0\0\0\0\0\0');
  return pack([4, body.length + 4]) + body;
}

/** Returns a TrueType font: .notdef, two triangles and a blank, on an em of 1000. */
function program(): string {
  const glyph = pack([2, 1], [2, 0], [2, 0], [2, 500], [2, 500], [2, 2], [2, 0], [1, 1], [1, 1], [1, 1],
    [2, 0], [2, 500], [2, -250], [2, 0], [2, 0], [2, 500], [1, 0]);
  const words = (...values: number[]): string => pack(...values.map((value): [number, number] => [2, value]));
  const tables: Record<string, string> = {
    glyf: glyph + glyph,
    head: pack([4, 65536], [4, 65536], [4, 0], [4, 0x5F0F3CF5], [2, 0], [2, 1000], '\0'.repeat(16)) + words(0, 0, 500, 500, 0, 8, 2, 0, 0),
    hhea: pack([4, 65536]) + words(500, 0, 0, 600, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 4),
    hmtx: words(500, 0, 500, 0, 600, 0, 250, 0),
    loca: words(0, 0, glyph.length / 2, glyph.length, glyph.length),
    maxp: pack([4, 65536]) + words(4, 3, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
  };
  let [head, body] = ['', ''];
  for (const [tag, table] of Object.entries(tables)) {
    head += pack(tag, [4, 0], [4, 12 + 16 * 6 + body.length], [4, table.length]);
    body += table + '\0'.repeat(-table.length & 3);
  }
  return pack([4, 65536], [2, 6], [2, 64], [2, 2], [2, 32]) + head + body;
}
