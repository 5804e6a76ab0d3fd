/** The commands that write content. Their effect is shown when its event comes. */
import type {
  ChangeVersion,
  CreateContent,
  CreatedContent,
  CreateVersion,
  Id,
  MoveVersion,
  PublishedVersion,
  PublishVersion,
  RebaseVersion,
  RestoredContent,
  Version,
  VersionSummary,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'
import type { EditedVersion } from './api.ts'

export interface ContentCommands {
  createContent(body: CreateContent, commandId?: string): Promise<CommandOutcome<CreatedContent>>
  deleteContent(contentId: Id): Promise<CommandOutcome<void>>
  restoreContent(contentId: Id): Promise<CommandOutcome<RestoredContent>>
  createVersion(contentId: Id, body: CreateVersion): Promise<CommandOutcome<Version>>
  /** `version` as it was when it was edited. */
  changeVersion(version: EditedVersion, change: ChangeVersion): Promise<CommandOutcome<Version>>
  /** Through its review; so do the others, `version` as it was looked at. */
  moveVersion(version: EditedVersion, move: MoveVersion): Promise<CommandOutcome<VersionSummary>>
  rebaseVersion(version: EditedVersion, rebase: RebaseVersion): Promise<CommandOutcome<VersionSummary>>
  publishVersion(version: EditedVersion, publish: PublishVersion): Promise<CommandOutcome<PublishedVersion>>
}

export function createContentCommands(api: Api, { run, write }: CommandRunner): ContentCommands {
  return {
    createContent: (body, id) =>
      write(
        (commandId) => api.content.create(body, { commandId }),
        () => {},
        id,
      ),
    deleteContent: (contentId) => run((commandId) => api.content.remove(contentId, { commandId })),
    restoreContent: (contentId) => run((commandId) => api.content.restore(contentId, { commandId })),
    createVersion: (contentId, body) =>
      run((commandId) => api.content.createVersion(contentId, body, { commandId })),
    changeVersion: (version, change) =>
      run((commandId) => api.content.changeVersion(version, change, { commandId })),
    moveVersion: (version, move) => run((commandId) => api.content.moveVersion(version, move, { commandId })),
    rebaseVersion: (version, rebase) =>
      run((commandId) => api.content.rebaseVersion(version, rebase, { commandId })),
    publishVersion: (version, publish) =>
      run((commandId) => api.content.publishVersion(version, publish, { commandId })),
  }
}
