import bidiFactory from 'bidi-js';

// Its types speak of an ES module, which it is not: what one imports is the factory itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A piece of a line in one face and one direction. */
export interface Run<Face> {
  face: Face;
  /** Whether one reads it from right to left. */
  rtl: boolean;
  text: string;
}

/** Letters that whoever shapes them puts from right to left. */
const TURNED = /\p{Script=Arabic}/u;
/** Marks, joiners, spaces and signs belong to whatever they stand in. */
const NEUTRAL = /^[\p{M}\p{Z}\p{P}\p{Cf}]+$/u;

/**
 * A line as pieces to be drawn from left to right, each in a face that has its letters. The letters within a piece stay
 * in the order in which one reads: whoever shapes them turns those of Arabic around. Signs alone are turned around here.
 *
 * @param faceOf the face that has a cluster of letters; `before` is the one before it, best for signs between letters
 */
export function textRuns<Face>(line: string, faceOf: (cluster: string, before?: Face) => Face): Run<Face>[] {
  const embedding = bidi.getEmbeddingLevels(line);
  const mirrored = bidi.getMirroredCharactersMap(line, embedding.levels);
  const place = new Map(bidi.getReorderedIndices(line, embedding).map((index, at) => [index, at]));
  const runs: (Run<Face> & { level: number; at: number })[] = [];
  for (const { segment, index } of clusters.segment(line)) {
    const last = runs.at(-1);
    const face = faceOf(segment, NEUTRAL.test(segment) ? last?.face : undefined);
    const level = embedding.levels[index] ?? 0;
    const text = mirrored.get(index) ?? segment;
    const at = Math.min(...Array.from(segment, (_, i) => place.get(index + i) ?? 0));
    if (last && last.face === face && last.level === level) {
      last.text += text;
      last.at = Math.min(last.at, at);
    } else runs.push({ face, text, level, rtl: level % 2 === 1, at });
  }
  return runs
    .sort((a, b) => a.at - b.at)
    .map(({ face, text, rtl }) => ({ face, rtl, text: rtl && !TURNED.test(text) ? turned(text) : text }));
}

/** The clusters of a text: each letter with its marks. */
export const clustersOf = (text: string) => Array.from(clusters.segment(text), ({ segment }) => segment);

const turned = (text: string) => clustersOf(text).reverse().join('');
