/** YAML between `---` lines at the start of a file: taken off, and read for the three things we know. Pure. */
import { type ContentType, contentTypes, type Language } from '@copydesk/contract'
import { language as languageSchema } from '@copydesk/contract/schemas'
import { parse } from 'yaml'

export interface FrontMatter {
  title?: string
  language?: Language
  type?: ContentType
}

export type SplitText = { ok: true; frontMatter: FrontMatter; body: string } | { ok: false; reason: string }

/** Takes text with `\n` line ends. Keys and types that mean nothing here are left to whoever wrote them. */
export function splitFrontMatter(text: string): SplitText {
  const match = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/.exec(text)
  if (!match) return { ok: true, frontMatter: {}, body: text }
  let data: unknown
  try {
    data = parse(match[1] ?? '')
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { ok: false, reason: `its front matter is not valid YAML: ${line?.replace(/:$/, '')}` }
  }
  if (data !== null && (typeof data !== 'object' || Array.isArray(data))) {
    return { ok: false, reason: 'its front matter is not a list of keys and values' }
  }
  const fields: Record<string, unknown> = { ...data }
  const language = fields.language ?? fields.lang
  if (language !== undefined && language !== null && !languageSchema.safeParse(language).success) {
    return {
      ok: false,
      reason: `its front matter gives ${JSON.stringify(language)} as language, which is no BCP 47 tag`,
    }
  }
  return {
    ok: true,
    frontMatter: {
      ...(typeof fields.title === 'string' && fields.title.trim() ? { title: fields.title.trim() } : {}),
      ...(typeof language === 'string' ? { language } : {}),
      ...typeOf(fields.type),
    },
    body: text.slice(match[0].length),
  }
}

function typeOf(value: unknown): { type?: ContentType } {
  const type = contentTypes.find((known) => known === value)
  return type ? { type } : {}
}
