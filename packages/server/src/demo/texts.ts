/** The texts of the demo by name, each in the languages it has, and when they were written. */
import { realpath } from 'node:fs/promises'
import type { ContentType, Language } from '@copydesk/contract'
import { readBody, readFolder } from '../import/read-folder.ts'
import { demoFolder } from './script.ts'

export interface DemoDocument {
  language: Language
  type: ContentType
  title: string
  body: string
}

export interface DemoText {
  /** Path below `texts/`, without language and ending. */
  name: string
  /** English first. */
  documents: [DemoDocument, ...DemoDocument[]]
}

export async function readTexts(): Promise<DemoText[]> {
  const root = await realpath(`${demoFolder}/texts`)
  const { texts, skipped } = await readFolder(root, { defaultLanguage: 'en' })
  const [broken] = skipped
  if (broken) throw new Error(`The demo's text ${broken.path} is skipped: ${broken.reason}`)
  const documents = await Promise.all(
    texts.map(async (found) => {
      const body = await readBody(root, found)
      if (body === undefined) throw new Error(`The demo's text ${found.path} changed while it was read`)
      return { ...found, body }
    }),
  )
  const byName = Map.groupBy(documents, (document) => document.key.replace(/\.md$/, ''))
  return [...byName].map(([name, [...own]]) => {
    own.sort((a, b) => Number(b.language === 'en') - Number(a.language === 'en'))
    const [first, ...others] = own
    if (!first) throw new Error(`The demo's text ${name} is empty`)
    return { name, documents: [first, ...others] }
  })
}
