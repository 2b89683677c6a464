import type { ReadyPdf } from '../model/pdf.js';
import type { VolumeGroup } from './views/volume.js';

/** A print that is bound: of a form, or of the front of a volume. */
export type BoundPdf = Pick<ReadyPdf, 'key' | 'pages' | 'part' | 'partSha256'>;

/** A department with the prints that are bound. */
export interface BoundDepartment {
  group: VolumeGroup;
  /** In the order of `group.entries`. */
  forms: BoundPdf[];
}

/** A department for the volume of its year: the cover of its own volume is its leaf there. */
export interface BoundVolume extends BoundDepartment {
  front: BoundPdf;
}

/** A department in its own volume, without a front, or in that of its year. */
export type Bound = BoundDepartment & { front?: BoundPdf };

/** Returns a PDF without its bytes: those of a thousand are not kept in memory. */
export function boundOf({ key, pages, part, partSha256 }: BoundPdf): BoundPdf {
  return { key, pages, part, partSha256 };
}
