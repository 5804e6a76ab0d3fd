/** The columns of the content list, and the one cell that stands for all of them on a phone. */
import type { ContentSummary, Id, LanguageState } from '@copydesk/contract'
import { Link } from 'react-router'
import { languageName, typeLooks } from '../../../content/content-words.ts'
import { ImportPath } from '../../../content/ImportPath.tsx'
import {
  type Column,
  ProjectColorDot,
  RelativeTime,
  Spoken,
  StatusIcon,
  statusLooks,
} from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { PrivateMark } from '../../../projects/PrivateMark.tsx'
import type { KnownProjects } from '../../../projects/use-known-projects.ts'
import styles from './ContentList.module.css'

/** What someone did who changed a field, after their name. */
export const contentDeeds = { title: 'renamed it' } as const

export const contentColumns = (projects: KnownProjects): Column<ContentSummary>[] => [
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
    id: 'project',
    heading: 'Project',
    width: 'minmax(100px, 220px)',
    cell: ({ projectIds }) => <Holders projectIds={projectIds} projects={projects} />,
    sortBy: ({ projectIds }) => nameOf(projectIds, projects),
    hideBelowPx: 760,
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

interface HoldersProps {
  projectIds: readonly Id[]
  projects: KnownProjects
}

/** The first of the projects that hold versions of it, and how many more there are: all their names on hover. */
function Holders({ projectIds, projects }: HoldersProps) {
  const holders = projectIds.flatMap((id) => projects.get(id) ?? [])
  const [first, ...others] = holders
  if (first === undefined) return null
  return (
    <span className={styles.holders} title={holders.map(({ name }) => name).join(', ')}>
      <ProjectColorDot color={first.color} />
      <Link dir="auto" to={paths.project(first.id)} tabIndex={-1} className={styles.holder}>
        {first.name}
      </Link>
      <PrivateMark project={first} />
      {others.length > 0 && (
        <span>
          +{others.length}
          <Spoken>: {others.map(({ name }) => name).join(', ')}</Spoken>
        </span>
      )}
    </span>
  )
}

/** What no project holds comes last. */
function nameOf(projectIds: readonly Id[], projects: KnownProjects): string | null {
  const names = projectIds.flatMap((id) => projects.get(id)?.name ?? [])
  return names[0] ?? null
}

/** A whole row in two lines. */
export function PhoneContent({ content, projects }: { content: ContentSummary; projects: KnownProjects }) {
  return (
    <span className={styles.phone}>
      <ContentTitle content={content} />
      <span className={styles.phoneLine}>
        <Languages languages={content.languages} />
        <Holders projectIds={content.projectIds} projects={projects} />
        <RelativeTime at={content.updatedAt} />
      </span>
    </span>
  )
}
