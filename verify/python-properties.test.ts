import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/*
 * An L1 property that doesn't hold its declared type can't be read from Python, where every Aspect reads some. This takes a minute:
 * AWS CDK for Python is large.
 */

const PACKED = path.join(__dirname, 'node_modules', 'cdk-cognito-auth');
const OLDEST: string = JSON.parse(fs.readFileSync(path.join(PACKED, 'package.json'), 'utf8')).peerDependencies['aws-cdk-lib'].replace('^', '');

const APP = `
import json, jsii, aws_cdk as cdk, cdk_cognito_auth as ours
from aws_cdk import aws_cognito as cognito

read, broken = {}, []

def look(name, node):
    for key in [key for key in dir(type(node)) if key[0] != "_" and isinstance(getattr(type(node), key), property)]:
        try:
            value = getattr(node, key)
            list(value) if isinstance(value, (list, dict)) else value
            read.setdefault(name, []).append(key)
        except Exception as error:
            broken.append(f"{name}.{key}: {error}".split("\\n")[0])

@jsii.implements(cdk.IAspect)
class Reader:
    def visit(self, node):
        if cdk.CfnResource.is_cfn_resource(node) and node.cfn_resource_type.startswith("AWS::Cognito::"):
            look(node.cfn_resource_type, node)

class Control:
    broken = property(lambda self: 1 / 0)

app = cdk.App()
stack = cdk.Stack(app, "Stack")
auth = ours.AuthenticatedUserPool(stack, "Auth", domain=ours.SignInDomain.prefix("acme-login"))
client = auth.add_spa_client("App", callback_urls=["https://app.acme.org/callback"])
ours.SocialProviders(stack, "Social", user_pool=auth.user_pool, providers=[ours.SocialProvider.google(
    client_id="id", client_secret=cdk.SecretValue.secrets_manager("google"))])
cdk.Aspects.of(app).add(Reader())
app.synth()
# the list is a token, which says what the template says.
offered = [] if broken else stack.resolve(client.user_pool_client.node.default_child.supported_identity_providers)
look("Control", Control())
print(json.dumps({"read": read, "broken": broken, "offered": offered}))
`;

let folder: string;

/** Installs AWS CDK for Python, or says why it can't. What is ours must install once that is there. */
function missing(): string | undefined {
  const quiet = (command: string, ...args: string[]): void => {
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], timeout: 400_000 });
  };
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'python-'));
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile', '--retries', '1', '--timeout', '20'];
  try {
    quiet('python3', '-m', 'venv', path.join(folder, 'venv'));
    quiet(python(), ...pip, `aws-cdk-lib==${OLDEST}`);
  } catch (error) {
    return (error as Error).message.trim().split('\n').pop();
  }
  quiet(path.join(__dirname, '..', 'node_modules', '.bin', 'jsii-pacmak'), PACKED, '--code-only', '--target', 'python', '--outdir', folder, '--no-npmignore',
    '--rosetta-unknown-snippets', 'verbatim');
  quiet(python(), ...pip, path.join(folder, 'python'));
  return undefined;
}

function python(): string {
  return path.join(folder, 'venv', os.platform() === 'win32' ? 'Scripts' : 'bin', 'python');
}

const reason = missing();
if (reason !== undefined) {
  console.log(`not run: there is no Python with AWS CDK ${OLDEST} (${reason})`);
}

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

(reason === undefined ? test : test.skip)('every property of our L1s can be read from Python', () => {
  const said = execFileSync(python(), ['-c', APP], {
    encoding: 'utf8', cwd: folder, env: { ...process.env, JSII_DEPRECATED: 'quiet' }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { read, broken, offered } = JSON.parse(said.trim().split('\n').pop()!);
  expect(broken).toEqual(['Control.broken: division by zero']);
  expect(offered).toEqual(['COGNITO', { Ref: expect.stringMatching(/^Social/) }]);
  expect(read['AWS::Cognito::UserPoolClient']).toEqual(expect.arrayContaining(['supported_identity_providers', 'callback_ur_ls', 'write_attributes']));
  expect(Object.keys(read).sort()).toEqual(expect.arrayContaining(['AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolIdentityProvider']));
});
