/** A project that has been loaded: its head, the tabs, and what they show. */

import type { RowChanges } from '@copydesk/client'
import {
  type ChangeProject,
  type ItemsState,
  isActive,
  type ProjectItem,
  subscriptionKey,
  type ViewedProject,
} from '@copydesk/contract'
import { type LiveResult, useCommands, useComments, useGroups, usePeople, useTasks } from '@copydesk/react'
import { Suspense, useMemo, useState } from 'react'
import { SkeletonRows, Tab, TabList, TabPanel, Tabs } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useRecent } from '../../frame/palette/recent.ts'
import { afterFirstScreen, later } from '../../later.tsx'
import { useMay } from '../../people/use-may.ts'
import { sayDone } from './checklist/say-done.ts'
import { AboutProject } from './header/AboutProject.tsx'
import { ProjectColor, ProjectHeading } from './header/ProjectHeading.tsx'
import { PublishMenu } from './header/PublishMenu.tsx'
import { publishable } from './header/publishing.ts'
import { AddContent } from './items/AddContent.tsx'
import { ItemsTab } from './items/ItemsTab.tsx'
import { ItemTools } from './items/ItemTools.tsx'
import { noFilter } from './items/item-filter.ts'
import { useItemFilter } from './items/use-item-filter.ts'
import styles from './Project.module.css'
import { projectTabs, useProjectPlace } from './project-place.ts'
import { usePublishing } from './use-publishing.ts'

export interface ProjectViewProps {
  project: ViewedProject
  /** What others changed about it just now. */
  changes: RowChanges
  items: LiveResult<ItemsState>
}

const ProjectConflict = afterFirstScreen(
  async () => (await import('./header/ProjectConflict.tsx')).ProjectConflict,
)
const ArchivedNotice = later(async () => (await import('./header/ArchivedNotice.tsx')).ArchivedNotice)
const ReferredItems = afterFirstScreen(async () => (await import('./items/ReferredItems.tsx')).ReferredItems)
const HereNow = afterFirstScreen(async () => (await import('../../projects/HereNow.tsx')).HereNow)
const WatchMenu = afterFirstScreen(async () => (await import('../../notifications/WatchMenu.tsx')).WatchMenu)
const ProjectMenu = afterFirstScreen(async () => (await import('./header/ProjectMenu.tsx')).ProjectMenu)
const CommentsTab = later(async () => (await import('./CommentsTab.tsx')).CommentsTab)
const ChecklistTab = later(async () => (await import('./checklist/ChecklistTab.tsx')).ChecklistTab)
const ActivityTab = later(async () => (await import('./activity/ActivityTab.tsx')).ActivityTab)
const ReleasesTab = later(async () => (await import('./releases/ReleasesTab.tsx')).ReleasesTab)
const PublishDialog = later(async () => (await import('./header/PublishDialog.tsx')).PublishDialog)
const ScheduleDialog = later(async () => (await import('./header/ScheduleDialog.tsx')).ScheduleDialog)
const ScheduleNotice = later(async () => (await import('./header/ScheduleNotice.tsx')).ScheduleNotice)
const PublishNotice = later(async () => (await import('./header/PublishNotice.tsx')).PublishNotice)

const PublishingNow = afterFirstScreen(async () => (await import('./header/PublishingNow.tsx')).PublishingNow)

const noItems: readonly ProjectItem[] = []

export function ProjectView({ project, changes, items }: ProjectViewProps) {
  useRecent('project', project.id, project.name)
  const commands = useCommands()
  const people = usePeople().data?.data ?? []
  const commentTotal = useComments(project.id).data?.total
  // At hand when one mentions them: nothing is read while somebody types.
  useGroups()
  const tasks = useTasks(project.id)
  const [place, go] = useProjectPlace()
  const [filter, setFilter] = useItemFilter()
  const [isAdding, setAdding] = useState(false)
  const [asking, setAsking] = useState<'publish' | 'schedule' | null>(null)
  const rows = items.data?.data ?? noItems
  const publishing = usePublishing(project.id, rows)
  const counts = useMemo(() => publishable(rows), [rows])
  const mayManage = useMay('project.write') && project.may.includes('project.write')
  const mayEnd = project.may.includes('project.write')
  const isScheduled = project.schedule !== null && isActive(project.schedule)
  const mayAdd = useMay('item.write') && project.may.includes('item.write') && !isScheduled
  const mayPublish = useMay('project.publish') && project.may.includes('project.publish')

  const change = (what: ChangeProject) => void commands.changeProject(project, what)
  const open = (itemId: string) => go({ tab: 'items', itemId })
  return (
    <Page
      title={project.name}
      lead={<ProjectColor project={project} mayEdit={mayManage} onChange={change} />}
      heading={<ProjectHeading project={project} mayEdit={mayManage} change={changes.get(project.id)} />}
      beside={
        <Suspense>
          <HereNow projectId={project.id} people={people} />
        </Suspense>
      }
    >
      <AboutProject
        project={project}
        items={rows}
        mayEdit={mayManage}
        change={changes.get(project.id)}
        chosen={filter.statuses}
        onChoose={(statuses) => setFilter({ ...filter, statuses })}
      />
      <Suspense>
        {project.archivedAt !== null && (
          <ArchivedNotice project={project} since={project.archivedAt} mayReactivate={mayEnd} />
        )}
        {project.schedule !== null && (
          <ScheduleNotice
            project={project}
            schedule={project.schedule}
            items={rows}
            mayPublish={mayPublish}
          />
        )}
        <ProjectConflict project={project} changes={changes} />
      </Suspense>
      <div className={styles.tabs}>
        <Tabs
          selectedKey={place.tab}
          onSelectionChange={(key) =>
            go({ tab: projectTabs.find((tab) => tab === key) ?? 'items', itemId: null })
          }
        >
          <div className={styles.bar} data-covered={place.itemId === null ? undefined : ''}>
            <TabList label="Project">
              <Tab id="items">
                Items <span className={styles.count}>{items.data && rows.length}</span>
              </Tab>
              <Tab id="checklist">
                Checklist <span className={styles.count}>{tasks.data && sayDone(tasks.data.data)}</span>
              </Tab>
              <Tab id="comments">
                Comments <span className={styles.count}>{commentTotal}</span>
              </Tab>
              <Tab id="releases">Releases</Tab>
              <Tab id="activity">Activity</Tab>
            </TabList>
            <div className={styles.tools}>
              {place.tab === 'items' && rows.length > 0 && (
                <ItemTools items={rows} people={people} filter={filter} onFilter={setFilter} />
              )}
              {place.tab === 'items' && items.data && mayAdd && (
                <AddContent
                  projectId={project.id}
                  isOpen={isAdding}
                  onOpenChange={setAdding}
                  onCreated={open}
                />
              )}
            </div>
            <div data-focus-target="publish" className={styles.actions}>
              {mayPublish && !isScheduled && (
                <PublishMenu
                  {...counts}
                  isPending={publishing.isPending}
                  onPublish={(mode) => publishing.publish(mode)}
                  onReview={() => setAsking('publish')}
                  onSchedule={() => setAsking('schedule')}
                />
              )}
              <Suspense>
                <WatchMenu keys={[subscriptionKey('project', project.id)]} name={project.name} />
                <ProjectMenu project={project} itemCount={rows.length} mayEnd={mayEnd} />
              </Suspense>
            </div>
          </div>
          <Suspense>
            {mayAdd && items.data && (
              <ReferredItems projectId={project.id} items={rows} isShown={place.tab === 'items'} />
            )}
          </Suspense>
          <TabPanel id="items">
            <ItemsTab
              projectId={project.id}
              projectName={project.name}
              items={items}
              people={people}
              filter={filter}
              onClearFilter={() => setFilter(noFilter)}
              place={place}
              go={go}
              onAdd={mayAdd ? () => setAdding(true) : null}
            />
          </TabPanel>
          <TabPanel id="checklist">
            <Suspense fallback={<SkeletonRows label="Loading the checklist" count={6} />}>
              <ChecklistTab projectId={project.id} items={rows} people={people} />
            </Suspense>
          </TabPanel>
          <TabPanel id="activity">
            <Suspense fallback={<SkeletonRows label="Loading the activity" count={8} />}>
              <ActivityTab projectId={project.id} people={people} />
            </Suspense>
          </TabPanel>
          <TabPanel id="releases">
            <Suspense fallback={<SkeletonRows label="Loading the releases" count={6} />}>
              <ReleasesTab projectId={project.id} />
            </Suspense>
          </TabPanel>
          <TabPanel id="comments">
            <Suspense>
              <CommentsTab
                projectId={project.id}
                items={rows}
                targetId={place.commentId}
                place={project.name}
              />
            </Suspense>
          </TabPanel>
        </Tabs>
        <Suspense>
          {asking === 'schedule' && (
            <ScheduleDialog project={project} schedule={null} items={rows} onClose={() => setAsking(null)} />
          )}
          {asking === 'publish' && (
            <PublishDialog
              projectId={project.id}
              items={rows}
              onPublish={(mode, note) => publishing.publish(mode, { note })}
              onSchedule={() => setAsking('schedule')}
              onClose={() => setAsking(null)}
            />
          )}
          {publishing.notice === null && (
            <PublishingNow
              projectId={project.id}
              isOwn={publishing.isPending}
              readyCount={counts.ready + counts.scheduled}
            />
          )}
          {publishing.notice !== null && (
            <PublishNotice
              projectId={project.id}
              notice={publishing.notice}
              readyCount={counts.ready}
              items={rows}
              onPublish={publishing.publish}
              onDismiss={publishing.dismiss}
            />
          )}
        </Suspense>
      </div>
    </Page>
  )
}
