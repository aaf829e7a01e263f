import type { Template } from 'aws-cdk-lib/assertions';

/** What the library's own function of a trigger is told. What only the deployment knows stands as `<name>`. */
export function told(template: Template, trigger: string): unknown {
  const functions = template.findResources('AWS::Lambda::Function', { Properties: { Description: `${trigger} of the user pool Stack/Auth` } });
  const [one, ...others] = Object.values({ ...functions, ...template.findResources('AWS::Lambda::Function', { Properties: { Description: `${trigger} of the user pool Users/Auth` } }) });
  expect(others).toEqual([]);
  const text = one!.Properties.Environment.Variables.COGNITO_WORKFLOW as string | { readonly 'Fn::Join': [string, (string | { readonly Ref: string })[]] };
  return JSON.parse(typeof text === 'string' ? text : text['Fn::Join'][1].map((part) => typeof part === 'string' ? part : `<${part.Ref}>`).join(''));
}
