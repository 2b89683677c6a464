import type { Content } from './content.js';
import { pdf, pdfa } from './faults.js';
import type { PdfFile } from './file.js';
import { Dict, nameOf, Stream, textOf, type Value } from './values.js';

const BLENDS = /^(Normal|Compatible|Multiply|Screen|Overlay|Darken|Lighten|ColorDodge|ColorBurn|HardLight|SoftLight|Difference|Exclusion|Hue|Saturation|Color|Luminosity)$/;
const PARAMETERS: Record<string, (value: Value) => boolean> = {
  TR: () => false,
  TR2: value => nameOf(value) === 'Default',
  HTP: () => false,
  BM: value => BLENDS.test(nameOf(value) ?? ''),
  RI: value => /^(AbsoluteColorimetric|RelativeColorimetric|Saturation|Perceptual)$/.test(nameOf(value) ?? ''),
};

/** Checks the output intent, colour spaces and graphics state parameters. */
export function checkColours(file: PdfFile, contents: readonly Content[]): void {
  const { faults } = file;
  checkIntent(file);
  const spaces = contents.flatMap(({ colours }) => [...colours]);
  const dicts = file.all().flatMap(value => file.dict(value) ?? []);
  for (const dict of dicts) {
    if (dict.has('ColorSpace') && !dict.has('Font')) spaces.push(spaceOf(file, dict.get('ColorSpace')));
    const resources = dict.has('Resources') ? file.dict(dict, 'Resources') : dict;
    for (const space of file.dict(resources, 'ColorSpace')?.values() ?? []) spaces.push(spaceOf(file, space));
    for (const state of file.dict(resources, 'ExtGState')?.values() ?? []) {
      for (const [key, rule] of Object.entries(PARAMETERS)) {
        const value = file.at(state, key);
        faults.must(value === null || rule(value), `graphics state with a ${key} that is not allowed`, pdfa('6.2.5'));
      }
    }
    const group = file.dict(dict, 'Group', 'CS');
    if (group) spaces.push(spaceOf(file, file.at(dict, 'Group', 'CS')));
  }
  faults.add('colour space other than gray and RGB', pdfa('6.2.4'), spaces.filter(space => !/^(DeviceGray|DeviceRGB|Pattern|)$/.test(space)).length);
}

/** Returns the name of a colour space; an ICC profile counts as gray or RGB by its number of components. */
function spaceOf(file: PdfFile, value: Value | undefined): string {
  const space = file.at(value);
  if (space instanceof Dict) return ''; // colour spaces by name, in resources
  const kind = nameOf(space) ?? nameOf(file.at(space, 0)) ?? '?';
  if (kind !== 'ICCBased') return kind;
  return { 1: 'DeviceGray', 3: 'DeviceRGB' }[Number(file.at(space, 1, 'N'))] ?? kind;
}

function checkIntent(file: PdfFile): void {
  const { faults } = file;
  const intents = file.list(file.catalog, 'OutputIntents').filter(value => nameOf(file.at(value, 'S')) === 'GTS_PDFA1');
  const profile = file.at(intents[0], 'DestOutputProfile');
  if (!(profile instanceof Stream)) {
    faults.add('no output intent with a profile', pdfa('6.2.3'));
    return;
  }
  const others = file.list(file.catalog, 'OutputIntents').map(value => file.at(value, 'DestOutputProfile'));
  faults.must(others.every(other => other === null || other === profile), 'output intents with different profiles', pdfa('6.2.3'));
  faults.must(Boolean(textOf(file.at(intents[0], 'OutputConditionIdentifier'))), 'output intent without OutputConditionIdentifier', pdf('14.11.5'));
  const data = Buffer.from(file.data(profile));
  const text = (start: number): string => data.toString('latin1', start, start + 4);
  const [kind, space] = [text(12), text(16)];
  const sound = data.length >= 132 && data.readUInt32BE(0) === data.length && text(36) === 'acsp' && data.readUInt8(8) <= 4 && tagsFit(data);
  faults.must(sound, 'output profile that is damaged', pdfa('6.2.3'));
  if (!sound) return;
  faults.must(/^(mntr|prtr|scnr|spac)$/.test(kind), 'output profile of another device class', pdfa('6.2.3'));
  faults.must(space === 'RGB ' && file.at(profile, 'N') === 3, 'output profile that is not RGB with N 3', pdfa('6.2.3'));
}

/** Tells whether the tags of an ICC profile are in its bounds. */
function tagsFit(data: Buffer): boolean {
  const count = data.readUInt32BE(128);
  if (count === 0 || 132 + 12 * count > data.length) return false;
  return Array.from({ length: count }, (_, i) => 132 + 12 * i)
    .every(at => data.readUInt32BE(at + 4) + data.readUInt32BE(at + 8) <= data.length);
}
