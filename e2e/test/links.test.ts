/**
 * Links of the documents lead somewhere. A package's own documents are read on its page at npm and in node_modules,
 * where nothing of the repository around it is: they link within the package, or to the repository by its address.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { publicPackages } from '../../scripts/public-packages.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const repository = 'https://github.com/copydesk/copydesk/'

interface Link {
  /** From the root of the repository. */
  target: string
  isRelative: boolean
}

/** Where the links of a document lead, without those to other sites. */
function linksOf(document: string): Link[] {
  const text = readFileSync(join(root, document), 'utf8').replace(/^```.*?^```$|`[^`\n]*`/gms, '')
  return [...text.matchAll(/\]\((?:<([^>]+)>|([^)\s]+))\)/g)].flatMap(([, bracketed, plain]): Link[] => {
    const [address = ''] = (bracketed ?? plain ?? '').split('#')
    if (address.startsWith(repository)) {
      return [
        { target: address.slice(repository.length).replace(/^(blob|tree)\/main\//, ''), isRelative: false },
      ]
    }
    if (address === '' || /^[a-z]+:/.test(address)) return []
    return [{ target: join(dirname(document), address), isRelative: true }]
  })
}

const documents = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md', 'bench/*.md', 'examples/*/*.md'], {
  cwd: root,
})

it.each(documents)('%s links to what there is', (document) => {
  const dead = linksOf(document).filter(({ target }) => !existsSync(join(root, target)))
  expect(dead).toEqual([])
})

it.each(publicPackages(root).map(({ name, folder }) => ({ name, folder: relative(root, folder) })))(
  'the documents of $name link to nothing that is not on its page',
  ({ folder }) => {
    const outside = globSync(`${folder}/*.md`, { cwd: root })
      .flatMap(linksOf)
      .filter(({ target, isRelative }) => isRelative && !target.startsWith(`${folder}/`))
    expect(outside).toEqual([])
  },
)
