/** Deleting for good. Bringing back is a command of content and of projects. */
import type { TrashEntry } from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'

export interface TrashCommands {
  purge(entry: Pick<TrashEntry, 'kind' | 'id'>): Promise<CommandOutcome<void>>
}

export function createTrashCommands({ trash }: Api, { run }: CommandRunner): TrashCommands {
  return {
    purge: ({ kind, id }) =>
      run((commandId) =>
        kind === 'content' ? trash.purgeContent(id, { commandId }) : trash.purgeProject(id, { commandId }),
      ),
  }
}
