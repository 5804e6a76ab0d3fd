/** The texts of the demo by name, each in the languages it has, and when they were written. */
import type { ImportedDocument } from '../import/read-document.ts'
import { readFolder } from '../import/read-folder.ts'
import { demoFolder } from './script.ts'

export interface DemoText {
  /** Path below `texts/`, without language and ending. */
  name: string
  /** English first. */
  documents: [ImportedDocument, ...ImportedDocument[]]
}

export async function readTexts(): Promise<DemoText[]> {
  const { documents, skipped } = await readFolder(`${demoFolder}/texts`, 'en')
  const [broken] = skipped
  if (broken) throw new Error(`The demo's text ${broken.path} is skipped: ${broken.reason}`)
  const byName = Map.groupBy(documents, (document) => document.key.replace(/\.md$/, ''))
  return [...byName].map(([name, [...own]]) => {
    own.sort((a, b) => Number(b.language === 'en') - Number(a.language === 'en'))
    const [first, ...others] = own
    if (!first) throw new Error(`The demo's text ${name} is empty`)
    return { name, documents: [first, ...others] }
  })
}
