/** A letter as plain text: what is quoted stands behind `>`, as people write it. */
import type { Letter, LetterSection } from './letter.ts'

/** For readers without HTML, and for those who prefer none. */
export function textOf({ sections, button, because, ways }: Letter): string {
  const foot = [because, ...ways.map(({ label, href }) => `${label}: ${href}`)].join('\n')
  const body = sections.map(sectionText).join('\n\n\n')
  return `${body}\n\n${button.label}: ${button.href}\n\n-- \n${foot}\n`
}

function sectionText({ heading, href, place, context, entries, more }: LetterSection): string {
  return [
    [heading, place, href ?? ''].filter((line) => line !== '').join('\n'),
    ...(context ? [`${context.who} wrote:\n${quoted(context.words)}`] : []),
    ...entries.map(
      ({ who, deed, at, words }) => `${who} ${deed} (${at})${words === '' ? '' : `\n\n${words}`}`,
    ),
    ...(more === '' ? [] : [more]),
  ].join('\n\n')
}

function quoted(words: string): string {
  return words
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}
