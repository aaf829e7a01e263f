import { asciiDomain, domainOf } from '../../../src/workflows/runtime/email-domain';

describe('the domain of an address', () => {
  test.each([
    ['ada@acme.example', 'acme.example'],
    ['Ada.Lovelace+news@ACME.Example', 'acme.example'],
    ['ada@mail.acme.example', 'mail.acme.example'],
    ['ada@münchen.example', 'xn--mnchen-3ya.example'],
    ['ada@MÜNCHEN.example', 'xn--mnchen-3ya.example'],
    ['ada@straße.example', 'xn--strae-oqa.example'],
    ['ada@xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
    ['δοκιμή@acme.example', 'acme.example'],
    [`${'a'.repeat(64)}@acme.example`, 'acme.example'],
    [`ada@${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('of %j is %j', (address, domain) => {
    expect(domainOf(address)).toBe(domain);
  });

  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['no @', 'acme.example'],
    ['no local part', '@acme.example'],
    ['no domain', 'ada@'],
    ['two @', 'ada@evil.example@acme.example'],
    ['a quoted local part', '"ada@evil.example"@acme.example'],
    ['quotes', '"ada"@acme.example'],
    ['a name before it', 'Ada <ada@acme.example>'],
    ['a comment', 'ada(evil)@acme.example'],
    ['a list', 'eve@evil.example,ada@acme.example'],
    ['white space before it', ' ada@acme.example'],
    ['white space behind it', 'ada@acme.example '],
    ['a line break behind it', 'ada@acme.example\n'],
    ['a line break in it', 'ada@acme.example\nbcc'],
    ['a tab in the domain', 'ada@ac\tme.example'],
    ['a null character', 'ada\0@acme.example'],
    ['an invisible character', 'ada\u200b@acme.example'],
    ['a dot at the end', 'ada@acme.example.'],
    ['two dots', 'ada@acme..example'],
    ['a single label', 'ada@localhost'],
    ['an IPv4 address', 'ada@192.0.2.1'],
    ['an IPv4 address in other digits', 'ada@0x7f.1'],
    ['an IPv4 address in brackets', 'ada@[192.0.2.1]'],
    ['an IPv6 address', 'ada@[IPv6:2001:db8::1]'],
    ['a port', 'ada@acme.example:25'],
    ['a path', 'ada@acme.example/x'],
    ['a fragment', 'ada@acme.example#.evil.example'],
    ['an escape', 'ada@%61cme.example'],
    ['an underscore', 'ada@ac_me.example'],
    ['a hyphen at the start', 'ada@-acme.example'],
    ['a hyphen at the end', 'ada@acme-.example'],
    ['full-width letters', 'ada@ａcme.example'],
    ['a full-width @', 'ada＠acme.example'],
    ['an ideographic dot', 'ada@acme。example'],
    ['a Kelvin sign', 'ada@\u212a.example'],
    ['a soft hyphen', 'ada@ac\u00adme.example'],
    ['a joiner', 'ada@ac\u200dme.example'],
    ['punycode that is none', 'ada@xn--zzzz9999.example'],
    ['a long label', `ada@${'a'.repeat(64)}.example`],
    ['a long domain', `ada@${'abcdefgh.'.repeat(30)}example`],
    ['a long local part', `${'a'.repeat(65)}@acme.example`],
    ['a giant', `${'a'.repeat(1_000_000)}@acme.example`],
    ['a giant domain', `ada@${'a.'.repeat(500_000)}example`],
  ])('is none with %s', (_, address) => {
    expect(domainOf(address)).toBeUndefined();
  });

  test('of a homoglyph is another one', () => {
    // the first letter is Cyrillic.
    expect(domainOf('ada@аcme.example')).toBe('xn--cme-5cd.example');
  });

  test('is compared as a domain that somebody writes is', () => {
    expect(asciiDomain('München.Example')).toBe(domainOf('ada@xn--mnchen-3ya.example'));
  });

  test.each(['*.acme.example', '@acme.example', 'acme', '', 'ada@acme.example'])('%j is no domain', (domain) => {
    expect(asciiDomain(domain)).toBeUndefined();
  });
});
