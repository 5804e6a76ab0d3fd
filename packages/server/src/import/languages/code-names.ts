/** Words that are languages of programs, or words of other trades, before they are tags of people's languages. Pure. */

/** Endings of code files that are language tags as well: `Array.ts.md` is no page in Tsonga. */
const codeEndings = new Set([
  'ts',
  'cs',
  'pl',
  'ml',
  'el',
  'ps',
  'as',
  'st',
  'sc',
  'mk',
  'vb',
  'hs',
  'sh',
  'py',
  'rs',
  'kt',
])

/** Names of code languages that front matter gives where it means the samples of a page. */
const codeNames = new Set(
  (
    'bash c c# c++ clojure code cpp csharp css dart dockerfile elixir erlang fsharp go golang graphql haskell html ' +
    'java javascript js json json5 jsx julia kotlin lua markdown mdx node nodejs objc perl php plaintext powershell ' +
    'python r ruby rust scala scss shell solidity sql svelte swift text toml ts tsx typescript vue xml yaml zig'
  ).split(' '),
)

/** Two letters that name folders and files for many reasons, and a language for one of them. */
const ordinaryWords = new Set(
  (
    'am an ar as av ba be bi br by ca ce ch co cr cv do ee el eo eu fa ff ga gd gl gn gv ha ho hr hy hz ia id ie ig ii ' +
    'ik in io is it iu jv kg ki kj kl km kr ks ku kv la lb lg li ln lo lu mg mh mi mk ml mn mr ms mt my na nd ne ng no nr ' +
    'nv ny oc om or os pa pi ps qu rm rn rw sa sc sd se sg si sl sm sn so sq ss st su sw ta te tg ti tk tl tn to tr ts tt ' +
    'tw ty ug uk ve vi vo wa wo xh za'
  ).split(' '),
)

/** Codes of three letters that are words first, also where many languages stand beside each other. */
const longWords = new Set(
  'ace ada bin car cop day dim din fan fat fon got her kin luo mad mag man mas men min nap new non pap sad sag sat sid sus van war was zap'.split(
    ' ',
  ),
)

/** Whether a code of three letters is an ordinary word. */
export function isLongWord(tag: string): boolean {
  return longWords.has(tag)
}

/** Whether a tag is also the ending of code files. */
export function isCodeEnding(tag: string): boolean {
  return codeEndings.has(tag)
}

/** Whether the word names a language of programs. */
export function isCodeName(word: string): boolean {
  return codeNames.has(word.trim().toLowerCase())
}

/** Whether a tag's language is more often another word. */
export function isOrdinaryWord(tag: string): boolean {
  const [language = ''] = tag.split('-')
  return ordinaryWords.has(language) || codeEndings.has(language)
}
