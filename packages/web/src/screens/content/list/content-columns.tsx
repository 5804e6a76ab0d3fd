/** The columns of the content list, and the one cell that stands for all of them on a phone. */
import type { ContentSummary, LanguageState } from '@copydesk/contract'
import { Link } from 'react-router'
import { languageName, typeLooks } from '../../../content/content-words.ts'
import { ImportPath } from '../../../content/ImportPath.tsx'
import { type Column, RelativeTime, StatusIcon, statusLooks } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import styles from './ContentList.module.css'

/** What someone did who changed a field, after their name. */
export const contentDeeds = { title: 'renamed it' } as const

export const contentColumns: Column<ContentSummary>[] = [
  {
    id: 'title',
    heading: 'Title',
    width: 'minmax(200px, 1fr)',
    cell: (content) => <ContentTitle content={content} />,
    sortBy: (content) => content.title,
  },
  {
    id: 'type',
    heading: 'Type',
    width: '72px',
    cell: (content) => <span className={styles.soft}>{typeLooks[content.type].label}</span>,
    sortBy: (content) => content.type,
    hideBelowPx: 640,
  },
  {
    id: 'languages',
    heading: 'Languages',
    width: 'minmax(180px, 340px)',
    cell: (content) => <Languages languages={content.languages} />,
  },
  {
    id: 'updated',
    heading: 'Updated',
    width: '84px',
    align: 'end',
    cell: (content) => (
      <span className={styles.soft}>
        <RelativeTime at={content.updatedAt} />
      </span>
    ),
    sortBy: (content) => Date.parse(content.updatedAt),
  },
]

function ContentTitle({ content }: { content: ContentSummary }) {
  const { icon: Icon } = typeLooks[content.type]
  return (
    <span className={styles.title}>
      <Icon size={15} className={styles.typeIcon} aria-hidden />
      <span className={styles.words}>
        <Link dir="auto" to={paths.contentItem(content.id)} tabIndex={-1}>
          {content.title}
        </Link>
        {content.path !== undefined && <ImportPath path={content.path} />}
      </span>
    </span>
  )
}

/** Each language with its newest version's status. */
function Languages({ languages }: { languages: readonly LanguageState[] }) {
  return (
    <ul className={styles.languages}>
      {languages.map((state) => (
        <li
          key={state.language}
          className={styles.language}
          title={`${languageName(state.language)}: version ${state.number}, ${statusLooks[state.status].label.toLowerCase()}`}
        >
          <StatusIcon status={state.status} />
          {state.language}
        </li>
      ))}
    </ul>
  )
}

/** A whole row in two lines. */
export function PhoneContent({ content }: { content: ContentSummary }) {
  return (
    <span className={styles.phone}>
      <ContentTitle content={content} />
      <span className={styles.phoneLine}>
        <Languages languages={content.languages} />
        <RelativeTime at={content.updatedAt} />
      </span>
    </span>
  )
}
