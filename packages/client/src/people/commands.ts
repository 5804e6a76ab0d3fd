/** The command by which administrators change people, shown once the server has done it. */
import type { ChangePerson, Id, Person } from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'

export interface PeopleCommands {
  changePerson(personId: Id, change: ChangePerson): Promise<CommandOutcome<Person>>
}

export function createPeopleCommands({ people }: Api, { run }: CommandRunner): PeopleCommands {
  return {
    changePerson: (personId, change) => run((commandId) => people.change(personId, change, { commandId })),
  }
}
