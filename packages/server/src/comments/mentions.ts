/** Whom a comment mentions. Whether such a person exists is for the caller to ask the database. */
import { findMentions, type Id } from '@copydesk/contract'

/** The ids mentioned, each once, in the order of the text. */
export function parseMentions(body: string): Id[] {
  return [...new Set(findMentions(body).map((mention) => mention.personId))]
}
