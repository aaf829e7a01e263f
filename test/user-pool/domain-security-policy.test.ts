import { DomainSecurityPolicy } from '../../src';

test.each([
  [DomainSecurityPolicy.TLS_1_2_2021, 'TLS_V1_2_2021'],
  [DomainSecurityPolicy.TLS_1_3_2025, 'TLS_V1_3_2025'],
  [DomainSecurityPolicy.of('A_POLICY_OF_TOMORROW'), 'A_POLICY_OF_TOMORROW'],
])('%p is %s', (policy, name) => {
  expect(policy.name).toBe(name);
});
