/** What stands between the brackets of a link. Pure. */

/** Words for between the brackets of a link: brackets in them would end it. */
export function linkWords(words: string): string {
  return words.replace(/[\\[\]]/g, '\\$&')
}

/** Whether a text is an address of the web and nothing else. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>]+$/i.test(text) && URL.canParse(text)
}
