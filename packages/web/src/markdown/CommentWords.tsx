/** The runs of a paragraph of a comment as React elements, each mark around all that it marks without a break. */
import { contentOf, type Inline, type LinkTarget, type MarkName, markNames } from '@copydesk/contract'
import { createElement, Fragment, type ReactNode, Suspense } from 'react'
import { later } from '../later.tsx'
import styles from './MarkdownText.module.css'
import { Picture } from './Picture.tsx'
import { TextLink } from './TextLink.tsx'

const ItemReference = later(async () => (await import('./references/ItemReference.tsx')).ItemReference)

const elements: Record<MarkName, string> = { strong: 'strong', emphasis: 'em', strike: 'del' }

export interface CommentWordsProps {
  content: readonly Inline[]
  /** In a quote nobody is mentioned: their names are words. */
  isQuoted: boolean
}

export function CommentWords({ content, isQuoted }: CommentWordsProps) {
  return groupsOf(content, linkOf, isSameLink).map(({ of: link, runs }, index) => {
    const words = <Marked runs={runs} isQuoted={isQuoted} />
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the runs have no identity but their order.
      <Fragment key={index}>
        {link === null ? (
          words
        ) : isItemReference(link, runs) ? (
          <Suspense fallback={words}>
            <ItemReference contentId={contentOf(link.url)?.contentId ?? ''} words={words} />
          </Suspense>
        ) : (
          <TextLink href={link.url} title={link.title ?? undefined}>
            {words}
          </TextLink>
        )}
      </Fragment>
    )
  })
}

interface MarkedProps {
  runs: readonly Inline[]
  isQuoted: boolean
  /** Marks that are around them already. */
  depth?: number
}

function Marked({ runs, isQuoted, depth = 0 }: MarkedProps): ReactNode {
  const mark = markNames[depth]
  if (mark === undefined) return runs.map((run, index) => wordsOf(run, index, isQuoted))
  return groupsOf(runs, (run) => 'marks' in run && run.marks.includes(mark), Object.is).map(
    ({ of: isMarked, runs: own }, index) =>
      createElement(
        isMarked ? elements[mark] : Fragment,
        { key: index },
        <Marked runs={own} isQuoted={isQuoted} depth={depth + 1} />,
      ),
  )
}

function wordsOf(run: Inline, key: number, isQuoted: boolean): ReactNode {
  switch (run.kind) {
    case 'text':
      return run.text
    case 'code':
      return <code key={key}>{run.text}</code>
    case 'mention':
      return isQuoted ? (
        `@${run.name}`
      ) : (
        <span key={key} className={styles.mention}>
          @{run.name}
        </span>
      )
    case 'picture':
      return <Picture key={key} src={run.url} alt={run.alt} />
    case 'break':
      return <br key={key} />
  }
}

interface Group<Of> {
  of: Of
  runs: Inline[]
}

function groupsOf<Of>(
  runs: readonly Inline[],
  of: (run: Inline) => Of,
  isSame: (a: Of, b: Of) => boolean,
): Group<Of>[] {
  const groups: Group<Of>[] = []
  for (const run of runs) {
    const own = of(run)
    const last = groups.at(-1)
    if (last && isSame(last.of, own)) last.runs.push(run)
    else groups.push({ of: own, runs: [run] })
  }
  return groups
}

function linkOf(run: Inline): LinkTarget | null {
  return 'link' in run ? run.link : null
}

function isSameLink(a: LinkTarget | null, b: LinkTarget | null): boolean {
  return a?.url === b?.url && a?.title === b?.title
}

/** As the composer writes them for `#`. */
function isItemReference(link: LinkTarget, [first]: readonly Inline[]): boolean {
  return first?.kind === 'text' && first.text.startsWith('#') && contentOf(link.url) !== null
}
