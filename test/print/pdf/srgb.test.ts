import { describe, expect, test } from 'vitest';
import { srgbProfile } from '../../../src/print/pdf/srgb.js';

const profile = srgbProfile();
const tags = new Map(Array.from({ length: profile.readUInt32BE(128) }, (_, index) => {
  const row = 132 + 12 * index;
  const [offset, size] = [profile.readUInt32BE(row + 4), profile.readUInt32BE(row + 8)];
  return [profile.toString('latin1', row, row + 4), { offset, size, data: profile.subarray(offset, offset + size) }];
}));

const dataOf = (tag: string): Buffer => tags.get(tag)?.data ?? Buffer.of();
const fixedAt = (bytes: Buffer, at: number): number => bytes.readInt32BE(at) / 65536;
const colourOf = (tag: string): number[] => [8, 12, 16].map(at => fixedAt(dataOf(tag), at));

/** Returns the light of a value by the curve, between its points. */
function lightOf(value: number): number {
  const curve = dataOf('rTRC');
  const last = curve.readUInt32BE(8) - 1;
  const point = (index: number): number => curve.readUInt16BE(12 + 2 * index) / 65535;
  const place = value * last;
  const below = Math.min(Math.floor(place), last - 1);
  return point(below) + (place - below) * (point(below + 1) - point(below));
}

/** IEC 61966-2-1, 5.2. */
const srgb = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
/** The slope of it: how much light a step of 8 bits is. */
const stepAt = (value: number): number =>
  Math.abs(srgb(Math.min(value + 1 / 255, 1)) - srgb(Math.max(value - 1 / 255, 0))) / 2;

describe('the header of the profile', () => {
  test('has its size, version, class, colour spaces and signature where ICC.1 has them', () => {
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    expect(profile.readUInt32BE(8)).toBe(0x02100000);
    expect(profile.toString('latin1', 12, 24)).toBe('mntrRGB XYZ ');
    expect(profile.toString('latin1', 36, 40)).toBe('acsp');
    expect(profile.length).toBeLessThan(600);
  });

  test('has the illuminant D50', () => {
    expect([68, 72, 76].map(at => fixedAt(profile, at).toFixed(4))).toEqual(['0.9642', '1.0000', '0.8249']);
  });

  test('is zero elsewhere: no date and no machine', () => {
    const known = [[0, 4], [8, 24], [36, 40], [68, 80]] as const;
    const rest = [...profile.subarray(0, 128)].filter((_, at) => !known.some(([from, to]) => at >= from && at < to));
    expect(rest.every(byte => byte === 0)).toBe(true);
  });
});

describe('the tags of the profile', () => {
  test('are those that a display profile needs', () => {
    expect([...tags.keys()].sort()).toEqual(['bTRC', 'bXYZ', 'cprt', 'desc', 'gTRC', 'gXYZ', 'rTRC', 'rXYZ', 'wtpt'].sort());
  });

  test('begin at multiples of four, behind the table and within the file, and do not overlap', () => {
    const distinct = new Map([...tags.values()].map(one => [one.offset, one]));
    const places = [...distinct.values()].sort((a, b) => a.offset - b.offset);
    let end = 132 + 12 * tags.size;
    for (const { offset, size } of places) {
      expect(offset % 4).toBe(0);
      expect(offset).toBeGreaterThanOrEqual(end);
      end = offset + size;
    }
    expect(end).toBe(profile.length);
  });

  test('have their types, and a name', () => {
    const types = Object.fromEntries([...tags].map(([tag, { data }]) => [tag, data.toString('latin1', 0, 8)]));
    expect(types).toMatchObject({ desc: 'desc\0\0\0\0', cprt: 'text\0\0\0\0', wtpt: 'XYZ \0\0\0\0', rTRC: 'curv\0\0\0\0' });
    expect(dataOf('desc').readUInt32BE(8)).toBe(5);
    expect(dataOf('desc').toString('latin1', 12, 17)).toBe('sRGB\0');
    expect(dataOf('desc').length).toBeGreaterThanOrEqual(12 + 5 + 78); // the other two names, empty
    expect(dataOf('cprt').toString('latin1', 8)).toBe('CC0\0');
  });
});

describe('colours', () => {
  test('of the primaries sum to white', () => {
    const sum = [0, 1, 2].map(axis => ['rXYZ', 'gXYZ', 'bXYZ'].reduce((total, tag) => total + (colourOf(tag)[axis] ?? 0), 0));
    for (const [axis, value] of sum.entries()) expect(Math.abs(value - (colourOf('wtpt')[axis] ?? 0))).toBeLessThan(0.0002);
  });

  test('are those of sRGB for D50 (IEC 61966-2-1, adapted by Bradford)', () => {
    const expected = { rXYZ: [0.4361, 0.2225, 0.0139], gXYZ: [0.3851, 0.7169, 0.0971], bXYZ: [0.1431, 0.0606, 0.7141] };
    for (const [tag, colour] of Object.entries(expected)) {
      for (const [axis, value] of colour.entries()) expect(colourOf(tag)[axis]).toBeCloseTo(value, 3);
    }
  });

  test('have one curve for the three, from 0 to 1', () => {
    expect([tags.get('gTRC')?.offset, tags.get('bTRC')?.offset]).toEqual([tags.get('rTRC')?.offset, tags.get('rTRC')?.offset]);
    expect([lightOf(0), lightOf(1)]).toEqual([0, 1]);
    const { length } = dataOf('rTRC');
    expect(12 + 2 * dataOf('rTRC').readUInt32BE(8)).toBeLessThanOrEqual(length);
  });

  test('are right to half a step of 8 bits, at every step', () => {
    for (let step = 0; step <= 255; step += 1) {
      const value = step / 255;
      expect(Math.abs(lightOf(value) - srgb(value))).toBeLessThan(stepAt(value) / 2);
    }
    expect(Math.abs(lightOf(0.5) - srgb(0.5))).toBeLessThan(stepAt(0.5) / 2);
  });
});

test('the profile is made once', () => {
  expect(srgbProfile()).toBe(profile);
});
