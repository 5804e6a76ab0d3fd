/** Every text that is known to be hard to parse or to draw, as a long body. */
import { hardMarkdown } from '@copydesk/testkit'
import { it } from 'vitest'
import { readAndWrite } from '../src/hard-texts.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it.each(hardMarkdown)('a body: $name', async ({ write }) => {
  await readAndWrite(stage, write(120_000))
})
