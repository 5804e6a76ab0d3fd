/** All projects: how far each is, what happened last, and the way into it. */
import type { ProjectSummary } from '@copydesk/contract'
import { useProjects } from '@copydesk/react'
import { Archive, Layers, SearchX } from 'lucide-react'
import { Suspense, useCallback, useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import {
  Button,
  ButtonLink,
  DataGrid,
  EmptyState,
  ErrorState,
  SearchField,
  Select,
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

/** The screen at `/projects`; `?q=` is the search, `?show=` which of them, `?sort=` the order. */
export function Projects() {
  const projects = useProjects()
  const mayWrite = useMay('project.write')
  const [parameters, setParameters] = useSearchParams()
  const search = parameters.get('q') ?? ''
  const shown = shownFrom(parameters)
  const set = (name: 'q' | 'show', value: string) =>
    setParameters(
      (now) => {
        const next = new URLSearchParams(now)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const setSearch = (q: string) => set('q', q)
  const setShown = (which: Shown) => set('show', which === 'active' ? '' : which)
  const rows = projects.data?.data

  return (
    <Page title="Projects">
      <Toolbar label="Projects">
        <div className={styles.search}>
          <SearchField label="Search projects" value={search} onChange={setSearch} />
        </div>
        <Select
          label="Show"
          labelPlace="hidden"
          variant="quiet"
          options={shownOptions}
          value={shown}
          onChange={setShown}
        />
        <ToolbarSpace />
        <ButtonLink variant="quiet" href={paths.siteReleases()}>
          Releases
        </ButtonLink>
        <Suspense>{mayWrite && rows !== undefined && <NewProject projects={rows} />}</Suspense>
      </Toolbar>
      {projects.status === 'loading' && <SkeletonRows label="Loading projects" />}
      {projects.status === 'error' && (
        <ErrorState error={projects.error} onRetry={() => void projects.refresh()} />
      )}
      {rows !== undefined && (
        <ProjectList
          rows={rows}
          search={search}
          shown={shown}
          changes={projects.changes}
          onClearSearch={() => setSearch('')}
          onShow={setShown}
        />
      )}
    </Page>
  )
}

const latestFirst: Sort = { column: 'updated', direction: 'descending' }

interface ProjectListProps {
  rows: readonly ProjectSummary[]
  search: string
  shown: Shown
  changes: ReturnType<typeof useProjects>['changes']
  onClearSearch: () => void
  onShow: (which: Shown) => void
}

function ProjectList({ rows, search, shown, changes, onClearSearch, onShow }: ProjectListProps) {
  const navigate = useNavigate()
  const mayWrite = useMay('project.write')
  const marks = useMarks(changes, projectDeeds)
  const [sort, setSort] = useSort(latestFirst)
  const menu = useCallback(
    (project: ProjectSummary) => <Suspense>{mayWrite && <ProjectMenu project={project} />}</Suspense>,
    [mayWrite],
  )
  const columns = useMemo(() => projectColumns(menu), [menu])
  const found = useMemo(() => matching(rows, search, shown), [rows, search, shown])

  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<Layers size={20} />}
        title="No projects yet"
        action={<Suspense>{mayWrite && <NewProject projects={rows} />}</Suspense>}
      >
        A project bundles pages, blocks and media that go out together.
        {mayWrite && ' Create one, add content to it, and publish everything at once.'}
      </EmptyState>
    )
  }
  if (found.length === 0 && search.trim() === '') {
    const isArchive = shown === 'archived'
    return (
      <EmptyState
        icon={<Archive size={20} />}
        title={isArchive ? 'Nothing is archived' : 'Every project is archived'}
        action={
          <Button onPress={() => onShow(isArchive ? 'active' : 'archived')}>
            {isArchive ? 'Show the active ones' : 'Show the archived ones'}
          </Button>
        }
      >
        An archived project can be read, and opened again at any time.
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
        Nothing {shown === 'active' ? 'active' : 'archived'} has “{search}” in its name or description.
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

const shownOptions = [
  { value: 'active', label: 'Active' },
  { value: 'archived', label: 'Archived' },
] as const
type Shown = (typeof shownOptions)[number]['value']

function shownFrom(query: URLSearchParams): Shown {
  return query.get('show') === 'archived' ? 'archived' : 'active'
}

/** The projects of one kind whose name or description holds every word of the search. */
function matching(all: readonly ProjectSummary[], search: string, shown: Shown): readonly ProjectSummary[] {
  const rows = all.filter((row) => (row.archivedAt === null) === (shown === 'active'))
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = `${row.name} ${row.description}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}
