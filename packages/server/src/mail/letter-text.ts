/** A letter as plain text: what is quoted stands behind `>`, as people write it. */
import type { Letter, LetterSection } from './letter.ts'

/** For readers without HTML, and for those who prefer none. */
export function textOf({ sections, because, ways }: Letter): string {
  const foot = [because, ...ways.map(({ label, href }) => `${label}: ${href}`)].join('\n')
  return `${sections.map(sectionText).join('\n\n\n')}\n\n-- \n${foot}\n`
}

function sectionText({ heading, place, context, entries, link }: LetterSection): string {
  return [
    place === '' ? heading : `${heading}\n${place}`,
    ...(context ? [`${context.who} wrote:\n${quoted(context.words)}`] : []),
    ...entries.map(
      ({ who, deed, at, words }) => `${who} ${deed} (${at})${words === '' ? '' : `\n\n${words}`}`,
    ),
    `${link.label}: ${link.href}`,
  ].join('\n\n')
}

function quoted(words: string): string {
  return words
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}
