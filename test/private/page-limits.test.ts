import { PageLanguage } from '../../src';
import { PAGE_LANGUAGES } from '../../src/private/page-limits';

test('rules know the languages that the API has', () => {
  expect(PAGE_LANGUAGES).toEqual(Object.values(PageLanguage));
});
