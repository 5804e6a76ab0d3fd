/** Which texts are one emoji, as Unicode recommends them for general interchange: one spelling each, with its joiners. */

/** UTF-16 units of the longest, with room for those to come. */
export const maxEmojiLength = 40

const oneEmoji = /^\p{RGI_Emoji}$/v

/** Whether the text is one emoji and nothing else; digits and signs that only could be shown as one are none. */
export function isEmoji(text: string): boolean {
  return oneEmoji.test(text)
}
