/** The commands that publish a project, and take a release back. */
import {
  type Id,
  type ProjectItem,
  type Publish,
  type PublishResult,
  type RevertResult,
  wasPublished,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'
import type { LiveStore } from '../../live/live-store.ts'
import { asSeen } from '../items/commands.ts'
import { itemsOnScreen } from '../items/lives.ts'

export interface PublishOptions {
  /** The items that replace, on purpose, what went live since they were begun. */
  replace?: Id[] | undefined
  /** Why; kept with the release. */
  note?: string | undefined
}

export interface ReleaseCommands {
  /** Of the items as they are on screen. */
  publish(
    projectId: Id,
    mode: Publish['mode'],
    options?: PublishOptions,
  ): Promise<CommandOutcome<PublishResult>>
  /** Makes the project that takes it back, or finds the one that waits. */
  revertRelease(releaseId: Id): Promise<CommandOutcome<RevertResult>>
}

export function createReleaseCommands(api: Api, store: LiveStore, { run }: CommandRunner): ReleaseCommands {
  return {
    publish: (projectId, mode, { replace, note } = {}) => {
      const goes = (item: ProjectItem) =>
        mode === 'ready' ? item.status === 'ready' : !wasPublished(item.status)
      const items = itemsOnScreen(store, projectId)?.filter(goes).map(asSeen)
      const body = { mode, ...(items?.length ? { items } : {}), replace, note: note || undefined }
      return run((commandId) => api.projects.publish(projectId, body, { commandId }))
    },
    revertRelease: (releaseId) => run((commandId) => api.releases.revert(releaseId, {}, { commandId })),
  }
}
