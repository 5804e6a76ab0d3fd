/** What a mail says, before it is text or HTML. Plain words throughout: both forms encode them. */

/** One thing that happened. */
export interface LetterEntry {
  /** Who did it. */
  who: string
  /** What: "mentioned you in Home page". */
  deed: string
  /** When, by the recipient's clock. */
  at: string
  /** What was said, as lines; empty where nothing was. */
  words: string
}

/** What an answer answers. */
export interface LetterContext {
  who: string
  words: string
}

/** Things that belong together: a thread, an item, a project. */
export interface LetterSection {
  heading: string
  /** Where the heading leads; undefined where the letter's button does. */
  href: string | undefined
  /** Where it is; empty where the heading says it. */
  place: string
  context: LetterContext | undefined
  entries: readonly LetterEntry[]
  /** What is not shown of it; empty where all is. */
  more: string
}

export interface Letter {
  subject: string
  /** What lists of mails show beside the subject; of more than `previewCharacters` they show no more. */
  preview: string
  sections: readonly LetterSection[]
  /** The one thing to do. */
  button: { label: string; href: string }
  /** Why the person gets it. */
  because: string
  /** Ways out: fewer mails, other settings. */
  ways: readonly { label: string; href: string }[]
}

export const previewCharacters = 200
