import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Blob, Face, Font } from 'harfbuzzjs';
import { codePointOf } from '../../model/characters.js';
import { lazily } from '../../model/lazily.js';
import { DEFAULT_FONT, type Fonts } from '../../model/fonts.js';
import { UserError } from '../../model/user-error.js';
import { cutFont } from './cut.js';
import { TrueType } from './true-type.js';
import { readRegularFile, readStart, whyUnreadable } from '../inputs/read-file.js';

/** Three times the size of a font with all Chinese characters in use. */
const MAX_BYTES = 128 * 1024 ** 2;

/** A font file, read when it is first needed: 15 MB each. */
class FontFile {
  private contents: Uint8Array | undefined;
  private characters: ReadonlySet<number> | undefined;
  private name: string | undefined;
  private trueType: TrueType | undefined;
  private font: Font | undefined;
  private lastCut: { characters: string; bytes: Uint8Array } | undefined;

  constructor(
    readonly family: string,
    readonly weight: number,
    private readonly path: string,
  ) {}

  get bytes(): Uint8Array {
    this.contents ??= readTrueType(this.path);
    return this.contents;
  }

  /** The table directory of the file, in hex. Only the start of the file is read. */
  get directory(): string {
    const header = readFont(this.path, path => readStart(path, 1024));
    return header.toString('hex', 0, header.length < 12 ? header.length : 12 + 16 * header.readUInt16BE(4));
  }

  get postScriptName(): string {
    this.name ??= postScriptNameOf(this.bytes) ?? '';
    return this.name;
  }

  /** Finds glyphs and their widths. */
  get shapes(): Font {
    this.font ??= new Font(new Face(new Blob(this.bytes)));
    return this.font;
  }

  get outlines(): TrueType {
    this.trueType ??= new TrueType(this.bytes);
    return this.trueType;
  }

  get codePoints(): ReadonlySet<number> {
    this.characters ??= new Set(this.shapes.face.collectUnicodes());
    return this.characters;
  }

  /** Returns the font cut to some characters. Builds of `watch` ask for the same ones again. */
  cut(codePoints: readonly number[]): Uint8Array {
    const characters = codePoints.join();
    if (this.lastCut?.characters !== characters) this.lastCut = { characters, bytes: cutFont(this.bytes, codePoints) };
    return this.lastCut.bytes;
  }
}

/** The program's own fonts. They are installed with it and never change, so a process reads them once. */
const ownFiles = lazily(() => {
  const resolve = createRequire(import.meta.url).resolve;
  return [
    new FontFile(DEFAULT_FONT, 400, resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf')),
    new FontFile(DEFAULT_FONT, 700, resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf')),
  ];
});

/** A font cut to the characters in use. */
export interface CutFont {
  family: string;
  weight: number;
  postScriptName: string;
  /** TrueType font file. */
  bytes: Uint8Array;
  /** Returns the number in the whole font of each glyph of this one. */
  wholeGlyphs: () => ReadonlyMap<number, number>;
}

/** The available fonts: 思源宋体 from npm (OFL), and the user's TrueType files. */
export class FontLibrary implements Fonts {
  private readonly families = new Map<string, FontFile[]>();
  private readonly digits = new Map<string, { glyph: number; width: number }>();

  /** @param folders with the user's fonts; the first match is used */
  constructor(private readonly folders: readonly string[]) {}

  has(family: string): boolean {
    return this.files(family).length > 0;
  }

  covers(family: string, codePoint: number): boolean {
    return this.files(family)[0]?.codePoints.has(codePoint) ?? false;
  }

  /** Returns the identity of a family: the table directories of its files, which contain a checksum of every table. */
  identity(family: string): string {
    return [family, ...this.files(family).map(({ directory }) => directory)].join(' ');
  }

  /** Returns the fonts of some families cut to the characters of `text`, which contains each once. */
  cut(families: Iterable<string>, text: string): CutFont[] {
    const wanted = Array.from(text, character => codePointOf(character));
    return [...families].flatMap(family =>
      this.files(family).map((file): CutFont => {
        const { weight, postScriptName, codePoints, shapes } = file;
        const present = wanted.filter(codePoint => codePoints.has(codePoint));
        const bytes = file.cut(present);
        const wholeGlyphs = lazily(() => {
          const cut = new Font(new Face(new Blob(bytes)));
          return new Map([[0, 0], ...present.map((codePoint): [number, number] =>
            [cut.nominalGlyph(codePoint) ?? 0, shapes.nominalGlyph(codePoint) ?? 0])]);
        });
        return { family, weight, postScriptName, bytes, wholeGlyphs };
      }),
    );
  }

  /** Returns the PostScript names of some families, sorted. */
  names(families: Iterable<string>): string[] {
    return [...new Set([...families].flatMap(family => this.files(family)).map(file => file.postScriptName))].sort();
  }

  /** Returns the font with a PostScript name among those of some families; undefined when there is none. */
  find(families: Iterable<string>, postScriptName: string): FontFile | undefined {
    return [...families].flatMap(family => this.files(family)).find(file => file.postScriptName === postScriptName);
  }

  /**
   * Returns a font for embedding in a PDF, with some glyphs by their numbers in the whole font.
   *
   * @param families to search
   */
  cutGlyphs(families: Iterable<string>, postScriptName: string, glyphs: readonly number[]): ReturnType<TrueType['cut']> {
    const file = this.find(families, postScriptName);
    if (!file) throw new Error(`no font is called ${postScriptName}`);
    return file.outlines.cut(glyphs);
  }

  /** Returns the glyph of a digit, and its width in 1/1000 em. @param families to search */
  digit(families: Iterable<string>, postScriptName: string, digit: string): { glyph: number; width: number } {
    const key = `${postScriptName} ${digit}`;
    const known = this.digits.get(key);
    if (known) return known;
    const file = this.find(families, postScriptName);
    if (!file) throw new Error(`no font is called ${postScriptName}`);
    for (const one of '0123456789') {
      const glyph = file.shapes.nominalGlyph(codePointOf(one)) ?? 0;
      const width = Math.round(file.shapes.glyphHAdvance(glyph) * 1000 / file.shapes.face.upem);
      this.digits.set(`${postScriptName} ${one}`, { glyph, width });
    }
    return this.digits.get(key) ?? { glyph: 0, width: 0 };
  }

  private files(family: string): FontFile[] {
    if (family === DEFAULT_FONT) return ownFiles();
    let files = this.families.get(family);
    if (!files) {
      const path = this.folders.map(folder => join(folder, `${family}.ttf`)).find(existsSync);
      files = path ? [new FontFile(family, 400, path)] : [];
      this.families.set(family, files);
    }
    return files;
  }
}

/** Returns the PostScript name: name ID 6 of the name table (OpenType, "name — Naming Table"). */
function postScriptNameOf(font: Uint8Array): string | undefined {
  const data = Buffer.from(font.buffer, font.byteOffset, font.byteLength);
  for (let table = 12; table < 12 + 16 * data.readUInt16BE(4); table += 16) {
    if (data.toString('latin1', table, table + 4) !== 'name') continue;
    const start = data.readUInt32BE(table + 8);
    const strings = start + data.readUInt16BE(start + 4);
    for (let record = start + 6; record < start + 6 + 12 * data.readUInt16BE(start + 2); record += 12) {
      if (data.readUInt16BE(record + 6) !== 6) continue;
      const [length, offset] = [data.readUInt16BE(record + 8), strings + data.readUInt16BE(record + 10)];
      return data.toString('latin1', offset, offset + length).replaceAll('\0', ''); // ASCII, in one or two bytes
    }
  }
  return undefined;
}

function readTrueType(path: string): Uint8Array {
  const bytes = readFont(path, file => readRegularFile(file, MAX_BYTES));
  const version = bytes.subarray(0, 4).toString('latin1');
  if (version === '\0\x01\0\0' || version === 'true') return bytes;
  throw new UserError(`字体 ${path} 不是 TrueType`, '换成 .ttf 字体：OpenType CFF（.otf）和字体集（.ttc）在 PDF 里会变成轮廓，不能检索');
}

function readFont(path: string, read: (path: string) => Buffer): Buffer {
  try {
    return read(path);
  } catch (error) {
    throw new UserError(`读不了字体 ${path}：${whyUnreadable(error)}`, '换成可以读的字体文件，不超过 128 MB', { cause: error });
  }
}
