/**
 * Texts from before there was one door for them: normal form NFC, no characters that no database takes, languages in
 * their canonical spelling. Two spellings of one language become one, its versions numbered in the order in which
 * they were begun; of several that are live the newest stays so.
 */
import { parseLanguage, tidyLine, tidyText } from '@copydesk/contract'
import { type Kysely, sql } from 'kysely'
import { startNewHistory } from './start-new-history.ts'

type Db = Kysely<unknown>

/** Every column with text of people, and whether it is one line. Bodies are read in small pieces. */
const columns: readonly [table: string, key: string, column: string, isLine: boolean][] = [
  ['people', 'id', 'name', true],
  ['projects', 'id', 'name', true],
  ['projects', 'id', 'description', false],
  ['versions', 'id', 'title', true],
  ['version_bodies', 'version_id', 'body', false],
  ['kept_texts', 'id', 'title', true],
  ['kept_texts', 'id', 'body', false],
  ['comments', 'id', 'body', false],
  ['notifications', 'id', 'project_name', true],
  ['notifications', 'id', 'item_title', true],
]
const pieceSize = 200

export async function up(db: Db): Promise<void> {
  let changed = await unifyLanguages(db)
  for (const column of columns) changed += await tidyColumn(db, ...column)
  if (changed > 0) await startNewHistory(db)
}

async function tidyColumn(
  db: Db,
  table: string,
  key: string,
  column: string,
  isLine: boolean,
): Promise<number> {
  let changed = 0
  for (let after = ''; ; ) {
    const { rows } = await sql<{ key: string; text: string | null }>`
      select ${sql.ref(key)} as key, ${sql.ref(column)} as text from ${sql.table(table)}
      where ${sql.ref(key)} > ${after} order by ${sql.ref(key)} limit ${sql.lit(pieceSize)}`.execute(db)
    for (const { key: id, text } of rows) {
      const tidied = text === null ? text : tidy(text, isLine)
      if (tidied === text) continue
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${tidied}
        where ${sql.ref(key)} = ${id}`.execute(db)
      changed += 1
    }
    const last = rows.at(-1)
    if (last === undefined) return changed
    after = last.key
  }
}

/** What is refused at the door is taken away here: the text is there already. */
function tidy(text: string, isLine: boolean): string {
  const typable = text.toWellFormed().replace(/[\0\p{Noncharacter_Code_Point}]/gu, '')
  const lines = tidyText(typable)
  const result = isLine && lines.ok ? tidyLine(lines.text) : lines
  return result.ok ? result.text : typable
}

interface VersionRow {
  id: string
  content_id: string
  language: string
  status: string
}

async function unifyLanguages(db: Db): Promise<number> {
  const { rows: spellings } = await sql<{ language: string }>`select distinct language from versions`.execute(
    db,
  )
  const wrong = spellings.filter(({ language }) => (parseLanguage(language) ?? language) !== language)
  for (const { language } of wrong) {
    const canonical = parseLanguage(language) ?? language
    const { rows } = await sql<{ content_id: string }>`
      select distinct content_id from versions where language = ${language}`.execute(db)
    for (const { content_id } of rows) await unify(db, content_id, language, canonical)
  }
  return wrong.length
}

async function unify(db: Db, contentId: string, spelling: string, canonical: string): Promise<void> {
  const { rows } = await sql<VersionRow>`
    select id, content_id, language, status from versions
    where content_id = ${contentId} and language in (${spelling}, ${canonical}) order by id`.execute(db)
  // First out of the way of each other: a number is there once in a language.
  for (const [index, { id }] of rows.entries()) {
    await sql`update versions set language = ${canonical}, number = ${-1 - index} where id = ${id}`.execute(
      db,
    )
  }
  const live = rows.findLast(({ status }) => status === 'published')?.id
  for (const [index, { id, status }] of rows.entries()) {
    const now = status === 'published' && id !== live ? 'previously_published' : status
    await sql`update versions set number = ${index + 1}, status = ${now}, revision = revision + 1
      where id = ${id}`.execute(db)
  }
}
