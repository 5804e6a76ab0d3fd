/** What the API's document says of the doctor's answers is what the doctor reads: the compiler finds where they differ. */
import type { diagnosis } from '@copydesk/contract/operations'
import type { LiveEcho, LiveProbe, LiveReport } from '@copydesk/doctor'
import { expectTypeOf, it } from 'vitest'
import type { z } from 'zod'

type Answer<Name extends keyof typeof diagnosis> = z.output<(typeof diagnosis)[Name]['answer']['schema']>

it('is one form, written down twice', () => {
  expectTypeOf<Answer<'getLiveEcho'>>().toExtend<LiveEcho>()
  expectTypeOf<LiveEcho>().toExtend<Answer<'getLiveEcho'>>()
  expectTypeOf<Answer<'getLiveProbe'>>().toExtend<LiveProbe>()
  expectTypeOf<LiveProbe>().toExtend<Answer<'getLiveProbe'>>()
  expectTypeOf<Answer<'getLiveReport'>>().toExtend<LiveReport>()
  expectTypeOf<LiveReport>().toExtend<Answer<'getLiveReport'>>()
})
