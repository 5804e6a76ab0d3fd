/**
 * What a person can do, each as one call: sends the command, shows its probable effect at once where that is
 * known, and reports how it ended. Never throws: a failure is an outcome, and rolled back on screen.
 */
import {
  type AddItems,
  type ChangeItem,
  type ChangeLive,
  type ChangeProject,
  type ChangeVersion,
  type Comment,
  type CreateComment,
  type CreateContent,
  type CreatedContent,
  type CreateProject,
  type CreateVersion,
  type Id,
  type ItemRows,
  type LiveState,
  type Project,
  type ProjectItem,
  type Publish,
  type PublishResult,
  type SeenItem,
  type SettableStatus,
  type Version,
  wasPublished,
} from '@copydesk/contract'
import type { Api } from './api.ts'
import type { CommandOutcome, CommandRunner } from './live/command-runner.ts'
import * as guesses from './live/guess.ts'
import type { LiveStore } from './live/live-store.ts'
import { liveKeys } from './lives.ts'
import { createInboxCommands, type InboxCommands } from './notifications/commands.ts'
import type { Edited } from './projects/api.ts'

/** `commandId`: for what may be sent again, so that it never does the thing twice. Made up when absent. */
export interface DeskCommands extends InboxCommands {
  createProject(body: CreateProject, commandId?: string): Promise<CommandOutcome<Project>>
  /** Renames, describes or recolours; `project` as it was when it was edited. */
  changeProject(project: Edited, change: ChangeProject, commandId?: string): Promise<CommandOutcome<Project>>
  deleteProject(projectId: Id): Promise<CommandOutcome<void>>
  /** Of the items as they are on screen; `replace` names those that replace what went live since. */
  publish(projectId: Id, mode: Publish['mode'], replace?: Id[]): Promise<CommandOutcome<PublishResult>>
  addItems(projectId: Id, items: AddItems['items']): Promise<CommandOutcome<ItemRows>>
  /** The same change (status, assignee, due date) to one or many items, all or nothing. */
  changeItems(projectId: Id, itemIds: Id[], change: ChangeItem): Promise<CommandOutcome<ItemRows>>
  setItemStatus(
    projectId: Id,
    itemIds: Id[],
    status: SettableStatus,
    reason?: string,
  ): Promise<CommandOutcome<ItemRows>>
  removeItems(projectId: Id, itemIds: Id[]): Promise<CommandOutcome<void>>
  /** Undoes a removal: same ids, comments and places. */
  restoreItems(projectId: Id, itemIds: Id[]): Promise<CommandOutcome<ItemRows>>
  postComment(projectId: Id, comment: CreateComment, commandId?: string): Promise<CommandOutcome<Comment>>
  /** `comment` as it was when it was edited. */
  editComment(
    comment: Edited & { projectId: Id },
    body: string,
    commandId?: string,
  ): Promise<CommandOutcome<Comment>>
  /** `comment` as it was on screen. */
  deleteComment(comment: Edited & { projectId: Id }): Promise<CommandOutcome<void>>
  createContent(body: CreateContent, commandId?: string): Promise<CommandOutcome<CreatedContent>>
  createVersion(contentId: Id, body: CreateVersion): Promise<CommandOutcome<Version>>
  /** `version` as it was when it was edited. */
  changeVersion(version: Edited & { contentId: Id }, change: ChangeVersion): Promise<CommandOutcome<Version>>
  /** Switches live updates, or WebSockets alone, for everybody. */
  changeLive(change: ChangeLive): Promise<CommandOutcome<LiveState>>
}

/** Binds the commands to an API and to the lives on which their effect is shown. */
export function createCommands(api: Api, store: LiveStore, runner: CommandRunner): DeskCommands {
  const { run, write } = runner
  /** The items of a project as its screen shows them now; undefined where no screen does. */
  const shown = (projectId: Id) => store.active(liveKeys.items(projectId))?.getSnapshot().data?.data
  /** A move is for what was looked at; who assigns or plans need not have read it. */
  const named = (projectId: Id, itemIds: Id[], change: ChangeItem) => {
    const wanted = new Set(itemIds)
    const items = shown(projectId)?.filter((item) => wanted.has(item.id))
    const isMove = change.status !== undefined
    return isMove && items?.length === wanted.size ? { items: items.map(asSeen) } : { itemIds }
  }
  const commands: DeskCommands = {
    ...createInboxCommands(api, store, runner),
    createProject: (body, id) =>
      write(
        (commandId) => api.projects.create(body, { commandId }),
        () => {},
        id,
      ),
    changeProject: (project, change, id) =>
      write(
        (commandId) => api.projects.change(project, change, { commandId }),
        (show, who) => {
          const known = (reply: Project) => guesses.knownProject(who, reply)
          const knownInList = (reply: Project) => guesses.knownProjectInList(who, reply)
          show(store.active(liveKeys.project(project.id)), guesses.guessProject(who, change), known)
          const inList = guesses.guessProjectInList(who, project.id, change)
          show(store.active(liveKeys.projects), inList, knownInList)
        },
        id,
      ),
    deleteProject: (projectId) =>
      write(
        (commandId) => api.projects.remove(projectId, { commandId }),
        (show, who) => show(store.active(liveKeys.projects), guesses.guessProjectDeleted(who, projectId)),
      ),
    publish: (projectId, mode, replace) => {
      const goes = (item: ProjectItem) =>
        mode === 'ready' ? item.status === 'ready' : !wasPublished(item.status)
      const items = shown(projectId)?.filter(goes).map(asSeen)
      const body = { mode, ...(items?.length ? { items } : {}), ...(replace ? { replace } : {}) }
      return run((commandId) => api.projects.publish(projectId, body, { commandId }))
    },
    addItems: (projectId, items) => run((commandId) => api.items.add(projectId, { items }, { commandId })),
    changeItems: (projectId, itemIds, change) =>
      write(
        (commandId) =>
          api.items.changeMany(projectId, { ...change, ...named(projectId, itemIds, change) }, { commandId }),
        (show, who) =>
          show(
            store.active(liveKeys.items(projectId)),
            guesses.guessItems(who, itemIds, change),
            ({ data }: ItemRows) => guesses.knownItems(who, data),
          ),
      ),
    setItemStatus: (projectId, itemIds, status, reason) =>
      commands.changeItems(projectId, itemIds, reason === undefined ? { status } : { status, reason }),
    removeItems: (projectId, itemIds) =>
      write(
        (commandId) => api.items.removeMany(projectId, itemIds, { commandId }),
        (show, who) => show(store.active(liveKeys.items(projectId)), guesses.guessItemsRemoved(who, itemIds)),
      ),
    restoreItems: (projectId, itemIds) =>
      run((commandId) => api.items.restore(projectId, itemIds, { commandId })),
    postComment: (projectId, comment, id) =>
      write(
        (commandId) => api.comments.create(projectId, comment, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(liveKeys.allComments(projectId))) {
            const known = (reply: Comment) => guesses.knownComment(who, reply)
            show(live, guesses.guessComment(who, projectId, comment), known)
          }
        },
        id,
      ),
    editComment: (comment, body, id) =>
      write(
        (commandId) => api.comments.change(comment, body, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(liveKeys.allComments(comment.projectId))) {
            const known = (reply: Comment) => guesses.knownCommentEdited(who, reply)
            show(live, guesses.guessCommentEdited(who, comment.id, body), known)
          }
        },
        id,
      ),
    deleteComment: (comment) =>
      write(
        (commandId) => api.comments.remove(comment, { commandId }),
        (show, who) => {
          for (const live of store.activeUnder(liveKeys.allComments(comment.projectId))) {
            show(live, guesses.guessCommentDeleted(who, comment.id))
          }
        },
      ),
    createContent: (body, id) =>
      write(
        (commandId) => api.content.create(body, { commandId }),
        () => {},
        id,
      ),
    createVersion: (contentId, body) =>
      run((commandId) => api.content.createVersion(contentId, body, { commandId })),
    changeVersion: (version, change) =>
      run((commandId) => api.content.changeVersion(version, change, { commandId })),
    changeLive: (change) =>
      write(
        (commandId) => api.live.change(change, { commandId }),
        (show, who) =>
          show(
            store.active(liveKeys.site),
            guesses.guessLive(who, change),
            (reply: LiveState) => () => reply,
          ),
      ),
  }
  return commands
}

function asSeen({ id, revision }: ProjectItem): SeenItem {
  return { id, revision }
}
