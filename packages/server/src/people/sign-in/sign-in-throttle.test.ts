import { describe, expect, it } from 'vitest'
import { type SignInAttempt, SignInThrottle } from './sign-in-throttle.ts'

const minute = 60_000

function start() {
  let time = 0
  const throttle = new SignInThrottle(() => time)
  const attempt = (given: Partial<SignInAttempt> = {}): SignInAttempt => ({
    email: 'frida@test.example',
    network: '192.0.2.1',
    device: undefined,
    about: 'a password',
    ...given,
  })
  return {
    /** Wrong guesses until one is refused: how many were checked. */
    guess: (count: number, given: Partial<SignInAttempt> = {}) => {
      let checked = 0
      for (; checked < count; checked += 1) {
        const admitted = throttle.admit(attempt(given))
        if (typeof admitted === 'number') break
        admitted.failed()
      }
      return checked
    },
    /** The wait before a right password would be checked; signs in when there is none. */
    signIn: (given: Partial<SignInAttempt> = {}) => {
      const admitted = throttle.admit(attempt(given))
      if (typeof admitted === 'number') return admitted
      admitted.succeeded()
      return 0
    },
    admit: (given: Partial<SignInAttempt> = {}) => throttle.admit(attempt(given)),
    pass: (ms: number) => {
      time += ms
    },
  }
}

describe('the sign-in throttle', () => {
  it('refuses a network that failed ten times for a person, for five minutes from its first failure', () => {
    const { guess, signIn, pass } = start()
    expect(guess(20)).toBe(10)
    expect(signIn()).toBe(5 * minute)
    pass(5 * minute)
    expect(signIn()).toBe(0)
  })

  it('lets the right password in from another network meanwhile, and from a device that is known', () => {
    const { guess, signIn } = start()
    guess(10)
    expect(signIn({ network: '192.0.2.2' })).toBe(0)
    expect(signIn({ device: 'known' })).toBe(0)
    expect(signIn({ email: 'anna@test.example' })).toBe(0)
  })

  it('does not count what it refuses', () => {
    const { guess, signIn, pass } = start()
    guess(10)
    pass(4 * minute)
    guess(1000)
    pass(minute)
    expect(signIn()).toBe(0)
  })

  it('does not count what succeeds: an office that comes in the morning', () => {
    const { signIn } = start()
    for (let person = 0; person < 500; person += 1)
      expect(signIn({ email: `${person}@test.example` })).toBe(0)
  })

  it('holds attempts at the same time to the same limit', () => {
    const { admit } = start()
    const admitted = Array.from({ length: 50 }, () => admit())
    expect(admitted.filter((one) => typeof one !== 'number')).toHaveLength(10)
    for (const one of admitted) if (typeof one !== 'number') one.abandoned()
    expect(typeof admit()).not.toBe('number')
  })

  it('begins with a clean sheet when the password is another one', () => {
    const { guess, signIn } = start()
    guess(10)
    guess(10, { device: 'known' })
    expect(signIn({ about: 'the new password' })).toBe(0)
    expect(signIn({ about: 'the new password', device: 'known' })).toBe(0)
  })

  it('holds a known device to its own failures', () => {
    const { guess, signIn } = start()
    expect(guess(20, { device: 'stolen' })).toBe(10)
    expect(signIn({ device: 'stolen' })).toBe(5 * minute)
    expect(signIn({ device: 'another' })).toBe(0)
    expect(signIn()).toBe(0)
  })

  it('delays networks that failed the more, the more a person is guessed at, up to 15 minutes', () => {
    const { guess, admit, pass } = start()
    for (let network = 0; network < 11; network += 1) expect(guess(1, { network: `${network}` })).toBe(1)
    expect(admit({ network: '0' })).toBe(2000)
    for (let network = 11; network < 29; network += 1) guess(1, { network: `${network}` })
    expect(admit({ network: '28' })).toBe(5 * minute + 10 * minute)
    pass(60 * minute)
    expect(typeof admit({ network: '28' })).not.toBe('number')
  })

  it('leaves a person who is guessed at from everywhere one try from each network', () => {
    const { guess, signIn } = start()
    for (let network = 0; network < 200; network += 1) guess(10, { network: `${network}` })
    expect(guess(10, { network: 'new' })).toBe(1)
    expect(signIn({ network: 'the owner' })).toBe(0)
  })

  it('refuses a network that tries many people', () => {
    const { guess, signIn } = start()
    for (let person = 0; person < 60; person += 1) {
      expect(guess(1, { email: `${person}@test.example` })).toBe(1)
    }
    expect(signIn()).toBe(minute)
    expect(signIn({ device: 'known' })).toBe(0)
  })

  it('forgets nobody at the limit for made-up people and networks, and does not grow without end', () => {
    const { guess, signIn } = start()
    guess(10)
    for (let made = 0; made < 50_000; made += 1)
      guess(1, { email: `${made}@test.example`, network: `${made}` })
    expect(signIn()).toBe(5 * minute)
  })
})
