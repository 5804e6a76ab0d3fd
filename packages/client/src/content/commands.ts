/** The commands that write content. Their effect is shown when its event comes. */
import type {
  ChangeVersion,
  CreateContent,
  CreatedContent,
  CreateVersion,
  Id,
  Version,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { Edited } from '../http/queries.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'

export interface ContentCommands {
  createContent(body: CreateContent, commandId?: string): Promise<CommandOutcome<CreatedContent>>
  createVersion(contentId: Id, body: CreateVersion): Promise<CommandOutcome<Version>>
  /** `version` as it was when it was edited. */
  changeVersion(version: Edited & { contentId: Id }, change: ChangeVersion): Promise<CommandOutcome<Version>>
}

export function createContentCommands(api: Api, { run, write }: CommandRunner): ContentCommands {
  return {
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
  }
}
