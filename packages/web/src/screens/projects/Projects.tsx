/** All projects: how far each is, what happened last, and the way into it. */
import type { ProjectSummary } from '@copydesk/contract'
import { useProjects } from '@copydesk/react'
import { Layers, SearchX } from 'lucide-react'
import { Suspense, useCallback, useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import {
  Button,
  DataGrid,
  EmptyState,
  ErrorState,
  SearchField,
  SkeletonRows,
  type Sort,
  Toolbar,
  ToolbarSpace,
} from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useSort } from '../../frame/use-sort.ts'
import { afterFirstScreen } from '../../later.tsx'
import { paths } from '../../paths.ts'
import { useMarks } from '../../people/use-marks.ts'
import { useMay } from '../../people/use-may.ts'
import styles from './Projects.module.css'
import { ProjectPhoneRow, projectColumns, projectDeeds } from './project-columns.tsx'

// Their menus, forms and dialogs come after the table is on the screen.
const NewProject = afterFirstScreen(async () => (await import('./NewProject.tsx')).NewProject)
const ProjectMenu = afterFirstScreen(async () => (await import('./ProjectMenu.tsx')).ProjectMenu)

/** The screen at `/projects`; `?q=` is the search, `?sort=` the order. */
export function Projects() {
  const projects = useProjects()
  const mayWrite = useMay('project.write')
  const [parameters, setParameters] = useSearchParams()
  const search = parameters.get('q') ?? ''
  const setSearch = (q: string) =>
    setParameters(
      (now) => {
        const next = new URLSearchParams(now)
        if (q === '') next.delete('q')
        else next.set('q', q)
        return next
      },
      { replace: true },
    )
  const rows = projects.data?.data

  return (
    <Page title="Projects">
      <Toolbar label="Projects">
        <div className={styles.search}>
          <SearchField label="Search projects" value={search} onChange={setSearch} />
        </div>
        <ToolbarSpace />
        <Suspense>{mayWrite && rows !== undefined && <NewProject projects={rows} />}</Suspense>
      </Toolbar>
      {projects.status === 'loading' && <SkeletonRows label="Loading projects" />}
      {projects.status === 'error' && (
        <ErrorState
          title={projects.error.title}
          remedy={projects.error.remedy}
          onRetry={() => void projects.refresh()}
        />
      )}
      {rows !== undefined && (
        <ProjectList
          rows={rows}
          search={search}
          changes={projects.changes}
          onClearSearch={() => setSearch('')}
        />
      )}
    </Page>
  )
}

const latestFirst: Sort = { column: 'updated', direction: 'descending' }

interface ProjectListProps {
  rows: readonly ProjectSummary[]
  search: string
  changes: ReturnType<typeof useProjects>['changes']
  onClearSearch: () => void
}

function ProjectList({ rows, search, changes, onClearSearch }: ProjectListProps) {
  const navigate = useNavigate()
  const mayWrite = useMay('project.write')
  const marks = useMarks(changes, projectDeeds)
  const [sort, setSort] = useSort(latestFirst)
  const menu = useCallback(
    (project: ProjectSummary) => <Suspense>{mayWrite && <ProjectMenu project={project} />}</Suspense>,
    [mayWrite],
  )
  const columns = useMemo(() => projectColumns(menu), [menu])
  const found = useMemo(() => matching(rows, search), [rows, search])

  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<Layers size={20} />}
        title="No projects yet"
        action={<Suspense>{mayWrite && <NewProject projects={rows} />}</Suspense>}
      >
        A project bundles pages, blocks and media that go out together. Create one, add content to it, and
        publish everything at once.
      </EmptyState>
    )
  }
  if (found.length === 0) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="No project matches"
        action={<Button onPress={onClearSearch}>Clear the search</Button>}
      >
        Nothing has “{search}” in its name or description.
      </EmptyState>
    )
  }
  return (
    <DataGrid
      label="Projects"
      memoryKey="projects"
      rows={found}
      columns={columns}
      rowName={(project) => project.name}
      sort={sort}
      onSortChange={setSort}
      onAction={(project) => void navigate(paths.project(project.id))}
      marks={marks}
      phone={{
        rowHeightPx: 60,
        cell: (project) => <ProjectPhoneRow project={project} menu={menu(project)} />,
      }}
    />
  )
}

/** The projects whose name or description holds every word of the search. */
function matching(rows: readonly ProjectSummary[], search: string): readonly ProjectSummary[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = `${row.name} ${row.description}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}
