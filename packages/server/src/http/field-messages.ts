/**
 * What is wrong with a field, in plain words that follow its name: "name: must not be empty". Only the wording of
 * zod's issues is here; a message given in a schema itself wins.
 */
import { z } from 'zod'

/** Makes zod speak plainly from now on, in the whole process. */
export function speakPlainly(): void {
  z.config({ customError: plainMessage })
}

type Issue = Parameters<NonNullable<ReturnType<typeof z.config>['customError']>>[0]

function plainMessage(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${withArticle(issue.expected)}`
    case 'too_small':
      if (issue.origin !== 'string' && issue.origin !== 'array') return `must be at least ${issue.minimum}`
      return Number(issue.minimum) === 1
        ? 'must not be empty'
        : `must have at least ${issue.minimum} ${partsOf(issue.origin)}`
    case 'too_big':
      if (issue.origin !== 'string' && issue.origin !== 'array') return `must be at most ${issue.maximum}`
      return `must have at most ${issue.maximum} ${partsOf(issue.origin)}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => `"${String(value)}"`).join(', ')}`
    case 'unrecognized_keys':
      return `has ${issue.keys.length > 1 ? 'fields' : 'a field'} unknown here: ${someOf(issue.keys)}`
    case 'invalid_format':
      return formats[issue.format]
    case 'invalid_union':
      return eitherOf(issue.errors)
    default:
      return undefined
  }
}

const formats: Record<string, string> = {
  uuid: 'must be an id (a UUID)',
  email: 'must be an e-mail address',
  date: 'must be a day of the calendar, such as 2026-01-31',
}

/** What each of the ways to be valid asks for: "must be an id (a UUID) or a list". */
function eitherOf(ways: readonly (readonly { message: string }[])[]): string | undefined {
  const wants = new Set(ways.flatMap(([first]) => first?.message.replace(/^must be /, '') ?? []))
  return wants.size === 0 ? undefined : `must be ${[...wants].join(' or ')}`
}

function partsOf(origin: string): string {
  return origin === 'string' ? 'characters' : 'entries'
}

function withArticle(type: string): string {
  const name = type === 'string' ? 'text' : type === 'array' ? 'list' : type
  return name === 'text' ? name : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}

const namesShown = 5
const nameLength = 40

/** The first names, each cut, and how many more there are: they are whatever somebody sent. */
function someOf(names: readonly string[]): string {
  const shown = names
    .slice(0, namesShown)
    .map((name) => (name.length > nameLength ? `${name.slice(0, nameLength).toWellFormed()}…` : name))
  const more = names.length - shown.length
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')
}
